package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What the kernel logs: `/dev/kmsg`, where every read gives one record and an open file keeps its
/// place by sequence number (Documentation/ABI/testing/dev-kmsg).
///
/// Called through the linker, because the JDK cannot open a file so that reading at its end does
/// not wait.
final class KernelLog implements AutoCloseable {

    private static final int O_RDONLY_NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int SEEK_END = 2;
    private static final int EPIPE = 32;
    private static final int RECORD_LIMIT = 8192;
    private static final int MOST_LINES = 64;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET =
            ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LSEEK =
            function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int file;

    private KernelLog(int file) {
        this.file = file;
    }

    /// @throws IOException when the log cannot be read, which takes CAP_SYSLOG on most hosts
    static KernelLog fromNow() throws IOException {
        KernelLog log = fromStart();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            call(() -> (long) LSEEK.invokeExact(errno, log.file, 0L, SEEK_END));
        }
        return log;
    }

    /// From the oldest record that the kernel still has.
    ///
    /// @throws IOException as above
    static KernelLog fromStart() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            MemorySegment path = arena.allocateFrom("/dev/kmsg");
            int file =
                    (int)
                            call(() ->
                                    (int) OPEN.invokeExact(errno, path, O_RDONLY_NONBLOCK_CLOEXEC));
            if (file < 0) {
                throw new IOException(Errno.text(errno.get(JAVA_INT, ERRNO_OFFSET)));
            }
            return new KernelLog(file);
        }
    }

    /// What was logged about a device since it was opened, or since the last call.
    List<String> about(PciAddress device) {
        List<String> lines = new ArrayList<>();
        records(record -> {
            take(record, device, lines);
            return lines.size() < MOST_LINES;
        });
        return lines;
    }

    /// Hands over every record since the last call, until `more` says no.
    void records(Predicate<String> more) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            MemorySegment buffer = arena.allocate(RECORD_LIMIT);
            boolean wanted = true;
            while (wanted) {
                long length =
                        call(() ->
                                (long) READ.invokeExact(errno, file, buffer, (long) RECORD_LIMIT));
                // EPIPE: records were overwritten before they were read; the next one is there
                wanted =
                        length > 0
                                ? more.test(text(buffer, length))
                                : errno.get(JAVA_INT, ERRNO_OFFSET) == EPIPE;
            }
        }
    }

    private static String text(MemorySegment buffer, long length) {
        byte[] bytes = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// A record is `6,339,5140900,-;text` and lines with a blank in front: ` DEVICE=+pci:…`.
    static void take(String record, PciAddress device, List<String> lines) {
        String[] parts = record.split("\n", 2);
        int text = parts[0].indexOf(';');
        if (text >= 0 && record.contains(device.toString())) {
            lines.add(parts[0].substring(text + 1));
        }
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            call(() -> (int) CLOSE.invokeExact(errno, file));
        }
    }

    @SuppressWarnings("restricted") // the manifest and the launcher allow native access
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno"));
    }

    private static long call(NativeCall call) {
        try {
            return call.result();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface NativeCall {
        long result() throws Throwable;
    }
}
