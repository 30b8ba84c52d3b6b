package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Questions to the kernel that a driver or its firmware may answer, so each with a time limit.
final class Netlink {

    static final int HEADER = 16;
    static final int REQUEST = 1; // NLM_F_REQUEST

    private static final int DUMP = 0x300; // NLM_F_DUMP
    private static final int FLAGS = 6;

    private static final int NLMSG_ERROR = 2;

    private final TimedReads timedReads;

    Netlink(TimedReads timedReads) {
        this.timedReads = timedReads;
    }

    /// The kernel's answer; [Reading.Absent] where it says that there is no such thing.
    ///
    /// @param what is asked: while an answer to it is awaited, it is not asked again
    Reading<byte[]> ask(String what, int protocol, byte[] request) {
        return switch (Outcome.of(Netlink::prepare)) {
            case Reading.Value<Boolean> _ ->
                    timedReads.read(what, () -> exchange(protocol, request));
            case Reading.Absent<Boolean> _ -> new Reading.Absent<>();
            case Reading.Failed<Boolean>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    /// All of the kernel's answers; [Reading.Absent] where it says that there is no such thing.
    Reading<List<byte[]>> askAll(String what, int protocol, byte[] request) {
        byte[] all = request.clone();
        ByteBuffer.wrap(all)
                .order(ByteOrder.nativeOrder())
                .putShort(FLAGS, (short) (REQUEST | DUMP));
        return switch (Outcome.of(Netlink::prepare)) {
            case Reading.Value<Boolean> _ ->
                    timedReads.read(
                            what, () -> Outcome.of(() -> NetlinkSocket.dump(protocol, all)));
            case Reading.Absent<Boolean> _ -> new Reading.Absent<>();
            case Reading.Failed<Boolean>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    private static boolean prepare() throws IOException {
        NetlinkSocket.prepare();
        return true;
    }

    private static Reading<byte[]> exchange(int protocol, byte[] request) {
        return switch (Outcome.of(() -> NetlinkSocket.exchange(protocol, request))) {
            case Reading.Value<byte[]>(byte[] message) -> understand(message);
            case Reading.Absent<byte[]>() -> new Reading.Absent<>();
            case Reading.Failed<byte[]>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    static Reading<byte[]> understand(byte[] message) {
        if (message.length < HEADER + 4) {
            return new Reading.Failed<>("short netlink answer");
        }
        ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());
        return header.getShort(4) == NLMSG_ERROR
                ? Outcome.because(Errno.text(-header.getInt(HEADER)))
                : new Reading.Value<>(message);
    }

    /// A message in the making, with its header; to be closed by [#closed].
    static ByteBuffer request(int type, int limit) {
        return ByteBuffer.allocate(limit)
                .order(ByteOrder.nativeOrder())
                .putInt(0)
                .putShort((short) type)
                .putShort((short) REQUEST)
                .putInt(1)
                .putInt(0);
    }

    static byte[] closed(ByteBuffer request) {
        byte[] message = new byte[request.position()];
        request.putInt(0, message.length).get(0, message);
        return message;
    }
}
