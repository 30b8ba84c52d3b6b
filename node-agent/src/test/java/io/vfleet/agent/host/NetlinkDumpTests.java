package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetlinkDumpTests {

    private static final short MULTI = 2;
    private static final short INTERRUPTED = 0x12;
    private static final int DONE = 3;

    @Test
    void thisKernelTellsAllItsInterfaces() {
        Netlink netlink = new Netlink(new TimedReads(Duration.ofSeconds(20), "the kernel"));
        // rtnetlink(7): RTM_GETLINK and a whole ifinfomsg
        ByteBuffer request = Netlink.request(18, 64);
        request.put(new byte[16]);

        var links = netlink.askAll("links", NetlinkSocket.ROUTE, Netlink.closed(request));

        assertThat(links.found().orElseThrow())
                .hasSizeGreaterThanOrEqualTo(1)
                .allSatisfy(link -> assertThat(link.length).isGreaterThan(32));
    }

    @Test
    void messagesOfSeveralReadsAreGatheredUntilTheLast() throws IOException {
        NetlinkDump dump = new NetlinkDump();
        dump.add(joined(message(7, MULTI, 1), message(7, MULTI, 2)));
        assertThat(dump.over()).isFalse();
        dump.add(joined(message(7, MULTI, 3), message(DONE, MULTI, 0)));

        assertThat(dump.over()).isTrue();
        assertThat(dump.messages()).hasSize(3);
    }

    @Test
    void anEndWithAnErrorIsNoAnswer() {
        assertThatThrownBy(() -> new NetlinkDump().add(message(DONE, MULTI, -1)))
                .hasMessage("Operation not permitted");
    }

    @Test
    void whatChangedMeanwhileOrIsDamagedIsNoAnswer() {
        assertThatThrownBy(() -> new NetlinkDump().add(message(7, INTERRUPTED, 1)))
                .hasMessage("it changed while it was told");
        for (int length : List.of(0, 15, 21, -4)) {
            byte[] damaged = message(7, MULTI, 1);
            ByteBuffer.wrap(damaged).order(ByteOrder.nativeOrder()).putInt(0, length);
            assertThatThrownBy(() -> new NetlinkDump().add(damaged))
                    .hasMessage("damaged netlink answer");
        }
    }

    @Test
    void thisHostHasNoSuchDeviceToWatchOver() {
        var health = new DirectoryHost(Path.of("/")).health(PciAddress.parse("fffe:ff:1f.7"));

        assertThat(health).isIn(new Reading.Absent<>(), new Reading.Value<>(List.of()));
    }

    private static byte[] message(int type, short flags, int payload) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.nativeOrder())
                .putInt(20)
                .putShort((short) type)
                .putShort(flags)
                .putInt(1)
                .putInt(0)
                .putInt(payload)
                .array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
