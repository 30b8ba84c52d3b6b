package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SortedMap;

/// Asks the kernel for one interface's VFs: `RTM_GETLINK` with `RTEXT_FILTER_VF`, what `ip link
/// show dev` does.
final class VfAdminReader {

    private static final int RTM_NEWLINK = 16;
    private static final int RTM_GETLINK = 18;
    private static final int NLMSG_ERROR = 2;
    private static final int NLM_F_REQUEST = 1;
    private static final int IFLA_EXT_MASK = 29;
    private static final int RTEXT_FILTER_VF = 1;
    private static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;
    private static final int REQUEST_LENGTH = 40;
    private static final int ERROR_LENGTH = 20;

    private final TimedReads timedReads;

    VfAdminReader(TimedReads timedReads) {
        this.timedReads = timedReads;
    }

    /// The driver may wait for its firmware, and the request for the one RTNL lock: who waits for
    /// it waits for all interfaces.
    Reading<SortedMap<Integer, VfState>> read(String ifindex) {
        return switch (Outcome.of(VfAdminReader::prepare)) {
            case Reading.Value<Boolean> _ -> timedReads.read("rtnetlink", () -> ask(ifindex));
            case Reading.Absent<Boolean> _ -> new Reading.Absent<>();
            case Reading.Failed<Boolean>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    private static boolean prepare() throws IOException {
        NetlinkSocket.prepare();
        return true;
    }

    private static Reading<SortedMap<Integer, VfState>> ask(String ifindex) {
        Reading<byte[]> answer =
                Outcome.of(() ->
                        NetlinkSocket.exchange(
                                NetlinkSocket.ROUTE, request(Integer.parseInt(ifindex))));
        return switch (answer) {
            case Reading.Value<byte[]>(byte[] message) -> understand(message);
            case Reading.Absent<byte[]>() -> new Reading.Absent<>();
            case Reading.Failed<byte[]>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    static byte[] request(int ifindex) {
        return ByteBuffer.allocate(REQUEST_LENGTH)
                .order(ByteOrder.nativeOrder())
                .putInt(REQUEST_LENGTH)
                .putShort((short) RTM_GETLINK)
                .putShort((short) NLM_F_REQUEST)
                .putInt(1)
                .putInt(0)
                .putInt(0)
                .putInt(ifindex)
                .putInt(0)
                .putInt(0)
                .putShort((short) 8)
                .putShort((short) IFLA_EXT_MASK)
                .putInt(RTEXT_FILTER_VF | RTEXT_FILTER_SKIP_STATS)
                .array();
    }

    static Reading<SortedMap<Integer, VfState>> understand(byte[] message) {
        if (message.length < ERROR_LENGTH) {
            return new Reading.Failed<>("short netlink answer");
        }
        ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        int type = buffer.getShort(4);
        if (type == NLMSG_ERROR) {
            return Outcome.because(Errno.text(-buffer.getInt(16)));
        }
        if (type != RTM_NEWLINK) {
            return new Reading.Failed<>("netlink message of type " + type);
        }
        return new Reading.Value<>(VfInfo.parse(message));
    }
}
