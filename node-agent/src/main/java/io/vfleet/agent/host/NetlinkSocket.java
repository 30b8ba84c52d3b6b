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
    private static final int NETLINK_ROUTE = 0;
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

    /// The kernel's first message after `request`.
    ///
    /// @throws IOException with the text of the errno
    static byte[] exchange(byte[] request) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = arena.allocate(ERRNO);
            int socket = (int) call(errno, SOCKET, AF_NETLINK, SOCK_RAW_CLOEXEC, NETLINK_ROUTE);
            try {
                return exchange(arena, errno, socket, request);
            } finally {
                call(errno, CLOSE, socket);
            }
        }
    }

    private static byte[] exchange(Arena arena, MemorySegment errno, int socket, byte[] request)
            throws IOException {
        MemorySegment timeout = arena.allocateFrom(JAVA_LONG, TIMEOUT_SECONDS, 0);
        call(errno, SETSOCKOPT, socket, SOL_SOCKET, SO_RCVTIMEO, timeout, 16);
        MemorySegment question = arena.allocateFrom(ValueLayout.JAVA_BYTE, request);
        call(errno, SEND, socket, question, (long) request.length, 0);
        MemorySegment answer = arena.allocate(ANSWER_LIMIT);
        long length = call(errno, RECV, socket, answer, (long) ANSWER_LIMIT, MSG_TRUNC);
        if (length > ANSWER_LIMIT) {
            throw new IOException("an answer of " + length + " bytes is too long");
        }
        return answer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    @SuppressWarnings("restricted") // the manifest and the launcher allow native access
    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment address = LINKER.defaultLookup().findOrThrow(name);
        return LINKER.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno"));
    }

    private static long call(MemorySegment errno, MethodHandle function, Object... arguments)
            throws IOException {
        Object[] all = new Object[arguments.length + 1];
        all[0] = errno;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        long result = ((Number) invoke(function, all)).longValue();
        if (result < 0) {
            throw new IOException(Errno.text(errno.get(JAVA_INT, ERRNO_OFFSET)));
        }
        return result;
    }

    private static Object invoke(MethodHandle function, Object[] arguments) throws IOException {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable broken) {
            throw new IOException("native call failed: " + broken, broken);
        }
    }
}
