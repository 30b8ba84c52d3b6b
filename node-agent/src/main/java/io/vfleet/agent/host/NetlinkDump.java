package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An answer of many messages, which one of its own kind ends (netlink(7), `NLMSG_DONE`).
final class NetlinkDump {

    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_DUMP_INTR = 0x10;
    private static final int MOST = 65_536;

    private final List<byte[]> messages = new ArrayList<>();
    private boolean over;

    boolean over() {
        return over;
    }

    List<byte[]> messages() {
        return messages;
    }

    /// What one read from the socket brought: whole messages.
    ///
    /// @throws IOException where the kernel could not tell all, with the text of its errno
    void add(byte[] part) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(part).order(ByteOrder.nativeOrder());
        for (int at = 0; at < part.length && !over; ) {
            int length = at + Netlink.HEADER <= part.length ? all.getInt(at) : 0;
            if (length < Netlink.HEADER || length > part.length - at || messages.size() == MOST) {
                throw new IOException("damaged netlink answer");
            }
            take(Arrays.copyOfRange(part, at, at + length));
            at += length + 3 & ~3;
        }
    }

    private void take(byte[] message) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        int type = Short.toUnsignedInt(header.getShort(4));
        boolean last = type == NLMSG_DONE || type == NLMSG_ERROR;
        int errno =
                last && message.length >= Netlink.HEADER + 4 ? header.getInt(Netlink.HEADER) : 0;
        if (errno < 0) {
            throw new IOException(Errno.text(-errno));
        }
        if ((header.getShort(6) & NLM_F_DUMP_INTR) != 0) {
            throw new IOException("it changed while it was told");
        }
        over = last;
        if (!last) {
            messages.add(message);
        }
    }
}
