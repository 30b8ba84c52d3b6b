package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.domain.inventory.VfAdmin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VfInfoTests {

    @Test
    void aKernelsAnswerGivesEveryVf() throws IOException {
        byte[] message = captured();

        SortedMap<Integer, VfState> vfs = VfInfo.parse(message);

        assertThat(vfs).containsOnlyKeys(0, 1);
        assertThat(vfs.get(0).admin())
                .isEqualTo(
                        new VfAdmin(
                                Optional.of("4e:60:71:72:bd:1d"),
                                OptionalInt.of(0),
                                OptionalInt.of(0),
                                Optional.of(true),
                                Optional.of(false),
                                Optional.of("auto"),
                                OptionalInt.of(0),
                                OptionalInt.of(0)));
        assertThat(vfs.get(1).admin().mac()).contains("de:48:e1:e0:bb:ec");
    }

    @Test
    void whatADriverDoesNotSupportIsNotOff() {
        VfAdmin vf =
                VfInfo.parse(
                                message(
                                        attribute(1, 3, 0, 0, 0, 0, 0, 0, 0, 0),
                                        attribute(4, 3, -1),
                                        attribute(9, 3, -1),
                                        attribute(5, 3, 7)))
                        .get(3)
                        .admin();

        assertThat(vf.spoofchk()).isEmpty();
        assertThat(vf.trust()).isEmpty();
        assertThat(vf.linkState()).isEmpty();
        assertThat(vf.vlan()).isEmpty();
    }

    @Test
    void vlanTrustRateAndLinkStateAreTaken() {
        VfAdmin vf =
                VfInfo.parse(
                                message(
                                        attribute(1, 0, 0x04030201, 0x0605),
                                        attribute(2, 0, 100, 3),
                                        attribute(3, 0, 500),
                                        attribute(6, 0, 10, 1000),
                                        attribute(4, 0, 0),
                                        attribute(9, 0, 1),
                                        attribute(5, 0, 2)))
                        .get(0)
                        .admin();

        assertThat(vf.mac()).contains("01:02:03:04:05:06");
        assertThat(vf.vlan()).hasValue(100);
        assertThat(vf.qos()).hasValue(3);
        assertThat(vf.minTxRate()).hasValue(10);
        assertThat(vf.maxTxRate()).hasValue(1000);
        assertThat(vf.spoofchk()).contains(false);
        assertThat(vf.trust()).contains(true);
        assertThat(vf.linkState()).contains("disable");
    }

    /// The numbers that `ip link` shows as 22:44:33:00:33:11:00:33 and vlan 100 proto 802.1ad.
    @Test
    void guidsAndTheVlansProtocolAreTaken() {
        int stag = little() ? 0xa888 : 0x88a80000;
        SortedMap<Integer, VfState> vfs =
                VfInfo.parse(
                        message(
                                attribute(1, 2, 0x04030201, 0x0605),
                                attribute(
                                        10,
                                        2,
                                        0,
                                        low(0x2244330033110033L),
                                        high(0x2244330033110033L)),
                                attribute(11, 2, 0, 0, 0),
                                nested(12, attribute(1, 2, 100, 0, stag))));

        assertThat(vfs.get(2).admin().nodeGuid()).contains("2244:3300:3311:0033");
        assertThat(vfs.get(2).admin().portGuid()).contains("0000:0000:0000:0000");
        assertThat(vfs.get(2).admin().vlan()).hasValue(100);
        assertThat(vfs.get(2).admin().vlanProtocol()).contains("802.1ad");
    }

    @Test
    void damagedMessagesDoNoHarm() throws IOException {
        byte[] message = captured();
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(message, random.nextInt(message.length + 1));
            for (int hits = random.nextInt(8); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(VfInfo.parse(damaged)).isNotNull();
        }
    }

    @Test
    void anErrorIsNamedInTheKernelsWords() {
        byte[] tooLong =
                ByteBuffer.allocate(36)
                        .order(ByteOrder.nativeOrder())
                        .putInt(36)
                        .putShort((short) 2)
                        .putShort((short) 0)
                        .putInt(1)
                        .putInt(0)
                        .putInt(-90)
                        .array();

        assertThat(VfAdminReader.understand(tooLong))
                .isEqualTo(new Reading.Failed<>("Message too long"));
    }

    @Test
    void thisKernelAnswersAsOftenAsItIsAsked() {
        Host host = new DirectoryHost(Path.of("/"));
        Reading<SortedMap<Integer, VfAdmin>> none = new Reading.Value<>(new TreeMap<>());

        for (int time = 0; time < 200; time++) {
            assertThat(host.vfAdmin("lo")).isEqualTo(none);
        }
        assertThat(host.vfAdmin("no-such-dev")).isEqualTo(new Reading.Absent<>());
    }

    private static byte[] captured() throws IOException {
        return Files.readAllBytes(
                CapturedTrees.fixtures().resolve("rust-netlink/rtm_newlink_2vf.nl"));
    }

    private static byte[] message(byte[]... vfAttributes) {
        int length = Arrays.stream(vfAttributes).mapToInt(attribute -> attribute.length).sum();
        ByteBuffer buffer =
                ByteBuffer.allocate(32 + 8 + length).order(ByteOrder.nativeOrder()).position(32);
        buffer.putShort((short) (length + 8)).putShort((short) 22);
        buffer.putShort((short) (length + 4)).putShort((short) 1);
        for (byte[] attribute : vfAttributes) {
            buffer.put(attribute);
        }
        return buffer.array();
    }

    private static int low(long number) {
        return (int) (little() ? number : number >>> 32);
    }

    private static int high(long number) {
        return (int) (little() ? number >>> 32 : number);
    }

    private static boolean little() {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] nested(int type, byte[] attribute) {
        return ByteBuffer.allocate(4 + attribute.length)
                .order(ByteOrder.nativeOrder())
                .putShort((short) (4 + attribute.length))
                .putShort((short) type)
                .put(attribute)
                .array();
    }

    private static byte[] attribute(int type, int... words) {
        ByteBuffer buffer =
                ByteBuffer.allocate(4 + 4 * words.length).order(ByteOrder.nativeOrder());
        buffer.putShort((short) buffer.capacity()).putShort((short) type);
        for (int word : words) {
            buffer.putInt(word);
        }
        return buffer.array();
    }
}
