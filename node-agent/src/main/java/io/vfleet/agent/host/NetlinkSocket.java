package io.vfleet.agent.host;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

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

    private NetlinkSocket() {}

    /// Has the JDK make its calls into the kernel, so that no time limit is spent on that.
    static void prepare() throws IOException {
        Libc.close(open(ROUTE));
    }

    /// The kernel's first message after `request`.
    ///
    /// @param protocol [#ROUTE] or [#GENERIC]
    /// @throws IOException with the text of the errno
    static byte[] exchange(int protocol, byte[] request) throws IOException {
        int socket = open(protocol);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timeout = arena.allocateFrom(JAVA_LONG, TIMEOUT_SECONDS, 0);
            MemorySegment answer = arena.allocate(ANSWER_LIMIT);
            checked(Libc.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, timeout));
            checked(Libc.send(socket, arena.allocateFrom(JAVA_BYTE, request)));
            long length = checked(Libc.recv(socket, answer, MSG_TRUNC));
            if (length > ANSWER_LIMIT) {
                throw new IOException("an answer of " + length + " bytes is too long");
            }
            return answer.asSlice(0, length).toArray(JAVA_BYTE);
        } finally {
            Libc.close(socket);
        }
    }

    /// Every message of the kernel's answer to a request for all there is of something.
    ///
    /// @throws IOException with the text of the errno, or what is wrong with the answer
    static List<byte[]> dump(int protocol, byte[] request) throws IOException {
        int socket = open(protocol);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timeout = arena.allocateFrom(JAVA_LONG, TIMEOUT_SECONDS, 0);
            MemorySegment part = arena.allocate(ANSWER_LIMIT);
            checked(Libc.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, timeout));
            checked(Libc.send(socket, arena.allocateFrom(JAVA_BYTE, request)));
            NetlinkDump dump = new NetlinkDump();
            while (!dump.over()) {
                long length = checked(Libc.recv(socket, part, MSG_TRUNC));
                if (length > ANSWER_LIMIT) {
                    throw new IOException("an answer of " + length + " bytes is too long");
                }
                dump.add(part.asSlice(0, length).toArray(JAVA_BYTE));
            }
            return dump.messages();
        } finally {
            Libc.close(socket);
        }
    }

    private static int open(int protocol) throws IOException {
        return (int) checked(Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC, protocol));
    }

    private static long checked(long result) throws IOException {
        if (result < 0) {
            throw new IOException(Errno.text((int) -result));
        }
        return result;
    }
}
