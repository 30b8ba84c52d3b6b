package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/// The C library's calls that the JDK has no words for. Like the kernel's own, they give the errno
/// below zero when they fail.
///
/// All are called as if they took five 64-bit numbers and gave one, for each shape of its own makes
/// the JDK invent a dozen classes, which stay. Integers and addresses travel in registers, of which
/// the one called looks at those it knows (System V ABI for x86-64 §3.2.3, AAPCS64 §6.8.2).
final class Libc {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
            STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    // no C library older than 2.30 has a function of its own for it (arch/*/entry/syscalls)
    private static final int GETDENTS64 = System.getProperty("os.arch").equals("amd64") ? 217 : 61;

    private static final ThreadLocal<MemorySegment> ERRNO_OF =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle OPEN = function("open");
    private static final MethodHandle LSEEK = function("lseek");
    private static final MethodHandle READ = function("read");
    private static final MethodHandle READLINK = function("readlink");
    private static final MethodHandle SYSCALL = function("syscall");
    private static final MethodHandle CLOSE = function("close");
    private static final MethodHandle SOCKET = function("socket");
    private static final MethodHandle SETSOCKOPT = function("setsockopt");
    private static final MethodHandle SEND = function("send");
    private static final MethodHandle RECV = function("recv");
    private static final MethodHandle SETSID = function("setsid");
    private static final MethodHandle KILL = function("kill");

    private Libc() {}

    static int setsid() {
        return narrow(SETSID, 0, 0, 0, 0, 0);
    }

    /// @param process below zero: all of the process group of that number
    static int kill(long process, int signal) {
        return narrow(KILL, process, signal, 0, 0, 0);
    }

    static int open(MemorySegment path, int flags) {
        return narrow(OPEN, path.address(), flags, 0, 0, 0);
    }

    static long lseek(int file, long offset, int whence) {
        return wide(LSEEK, file, offset, whence, 0, 0);
    }

    static long read(int file, MemorySegment into) {
        return wide(READ, file, into.address(), into.byteSize(), 0, 0);
    }

    static long readlink(MemorySegment path, MemorySegment into) {
        return wide(READLINK, path.address(), into.address(), into.byteSize(), 0, 0);
    }

    static int getdents(int folder, MemorySegment into) {
        return narrow(SYSCALL, GETDENTS64, folder, into.address(), into.byteSize(), 0);
    }

    static int close(int file) {
        return narrow(CLOSE, file, 0, 0, 0, 0);
    }

    static int socket(int domain, int type, int protocol) {
        return narrow(SOCKET, domain, type, protocol, 0, 0);
    }

    static int setsockopt(int socket, int level, int option, MemorySegment value) {
        return narrow(SETSOCKOPT, socket, level, option, value.address(), value.byteSize());
    }

    static long send(int socket, MemorySegment message) {
        return wide(SEND, socket, message.address(), message.byteSize(), 0, 0);
    }

    static long recv(int socket, MemorySegment into, int flags) {
        return wide(RECV, socket, into.address(), into.byteSize(), flags, 0);
    }

    @SuppressWarnings("restricted") // the manifest and the launcher allow native access
    private static MethodHandle function(String name) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, SHAPE, Linker.Option.captureCallState("errno"));
    }

    // what comes back is a C `int`: the upper half is nobody's
    private static int narrow(MethodHandle function, long a, long b, long c, long d, long e) {
        MemorySegment state = ERRNO_OF.get();
        int result = (int) called(function, state, a, b, c, d, e);
        return result < 0 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    private static long wide(MethodHandle function, long a, long b, long c, long d, long e) {
        MemorySegment state = ERRNO_OF.get();
        long result = called(function, state, a, b, c, d, e);
        return result < 0 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    private static long called(
            MethodHandle function, MemorySegment state, long a, long b, long c, long d, long e) {
        try {
            return (long) function.invokeExact(state, a, b, c, d, e);
        } catch (RuntimeException | Error broken) {
            throw broken;
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }
}
