package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// One question and one answer over `AF_NETLINK`; the JDK has no such socket of its own.
final class NetlinkSocket {

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    static final int ROUTE = 0;
    static final int GENERIC = 16;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_TRUNC = 0x20;
    private static final long TIMEOUT_SECONDS = 2;
    private static final int ANSWER_LIMIT = 256 * 1024;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout ERRNO = Linker.Option.captureStateLayout();
    private static final long ERRNO_OFFSET =
            ERRNO.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            function(
                    "setsockopt",
                    FunctionDescriptor.of(
                            JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            function(
                    "send",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECV =
            function(
                    "recv",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private NetlinkSocket() {}

    /// Has the JDK make its calls into the kernel, so that no time limit is spent on that.
    static void prepare() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            close(errno, open(errno, ROUTE));
        }
    }

    /// The kernel's first message after `request`.
    ///
    /// @param protocol [#ROUTE] or [#GENERIC]
    /// @throws IOException with the text of the errno
    static byte[] exchange(int protocol, byte[] request) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            int socket = open(errno, protocol);
            try {
                return exchange(arena, errno, socket, request);
            } finally {
                close(errno, socket);
            }
        }
    }

    private static byte[] exchange(Arena arena, MemorySegment errno, int socket, byte[] request)
            throws IOException {
        MemorySegment timeout = arena.allocateFrom(JAVA_LONG, TIMEOUT_SECONDS, 0);
        MemorySegment question = arena.allocateFrom(ValueLayout.JAVA_BYTE, request);
        MemorySegment answer = arena.allocate(ANSWER_LIMIT);
        call(
                errno,
                () ->
                        (int)
                                SETSOCKOPT.invokeExact(
                                        errno, socket, SOL_SOCKET, SO_RCVTIMEO, timeout, 16));
        call(
                errno,
                () -> (long) SEND.invokeExact(errno, socket, question, (long) request.length, 0));
        long length =
                call(
                        errno,
                        () ->
                                (long)
                                        RECV.invokeExact(
                                                errno,
                                                socket,
                                                answer,
                                                (long) ANSWER_LIMIT,
                                                MSG_TRUNC));
        if (length > ANSWER_LIMIT) {
            throw new IOException("an answer of " + length + " bytes is too long");
        }
        return answer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private static int open(MemorySegment errno, int protocol) throws IOException {
        return (int)
                call(
                        errno,
                        () ->
                                (int)
                                        SOCKET.invokeExact(
                                                errno, AF_NETLINK, SOCK_RAW_CLOEXEC, protocol));
    }

    private static void close(MemorySegment errno, int socket) throws IOException {
        call(errno, () -> (int) CLOSE.invokeExact(errno, socket));
    }

    @SuppressWarnings("restricted") // the manifest and the launcher allow native access
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno"));
    }

    private static long call(MemorySegment errno, NativeCall call) throws IOException {
        long result = result(call);
        if (result < 0) {
            throw new IOException(Errno.text(errno.get(JAVA_INT, ERRNO_OFFSET)));
        }
        return result;
    }

    private static long result(NativeCall call) throws IOException {
        try {
            return call.invoke();
        } catch (Throwable broken) {
            throw new IOException("native call failed: " + broken, broken);
        }
    }

    private interface NativeCall {
        long invoke() throws Throwable;
    }
}
