package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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

    private final int file;

    private KernelLog(int file) {
        this.file = file;
    }

    /// @throws IOException when the log cannot be read, which takes CAP_SYSLOG on most hosts
    static KernelLog fromNow() throws IOException {
        KernelLog log = fromStart();
        Libc.lseek(log.file, 0, SEEK_END);
        return log;
    }

    /// From the oldest record that the kernel still has.
    ///
    /// @throws IOException as above
    static KernelLog fromStart() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int file = Libc.open(arena.allocateFrom("/dev/kmsg"), O_RDONLY_NONBLOCK_CLOEXEC);
            if (file < 0) {
                throw new IOException(Errno.text(-file));
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
            MemorySegment buffer = arena.allocate(RECORD_LIMIT);
            boolean wanted = true;
            while (wanted) {
                long length = Libc.read(file, buffer);
                // EPIPE: records were overwritten before they were read; the next one is there
                wanted = length > 0 ? more.test(text(buffer, length)) : length == -EPIPE;
            }
        }
    }

    private static String text(MemorySegment buffer, long length) {
        byte[] bytes = buffer.asSlice(0, length).toArray(JAVA_BYTE);
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
        Libc.close(file);
    }
}
