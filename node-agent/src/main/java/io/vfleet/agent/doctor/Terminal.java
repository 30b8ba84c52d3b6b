package io.vfleet.agent.doctor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

/// The terminal that stdout goes to; Java itself knows none while stdin comes from elsewhere, and
/// never how wide one is.
final class Terminal {

    private static final int STDOUT = 1;
    private static final long TIOCGWINSZ = 0x5413; // asm-generic/ioctls.h
    private static final long WINSIZE = 4 * JAVA_SHORT.byteSize(); // rows, columns, pixels

    private Terminal() {}

    /// Its columns, 0 where it does not say; empty where stdout is no terminal.
    static OptionalInt columns() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINSIZE);
            int failed = (int) ioctl().invokeExact(STDOUT, TIOCGWINSZ, size);
            return failed == 0
                    ? OptionalInt.of(Short.toUnsignedInt(size.getAtIndex(JAVA_SHORT, 1)))
                    : OptionalInt.empty();
        } catch (Throwable impossible) {
            throw new IllegalStateException("ioctl cannot be called", impossible);
        }
    }

    @SuppressWarnings("restricted") // the manifest and the launcher allow native access
    private static MethodHandle ioctl() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"),
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                Linker.Option.firstVariadicArg(2));
    }
}
