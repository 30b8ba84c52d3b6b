package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.PciAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DevlinkMessagesTests {

    private static final PciAddress NOWHERE = PciAddress.parse("fffe:ff:1f.7");

    @Test
    void aVersionHasWhatRunsAndWhatWaits() {
        byte[] message =
                message(
                        nest(101, text(103, "fw"), text(104, "22.39.1002")),
                        nest(102, text(103, "fw"), text(104, "22.43.2026")),
                        nest(100, text(103, "fw.psid"), text(104, "MT_0000000359")));

        assertThat(DevlinkMessages.versions(message))
                .containsExactly(
                        new Card.Version(
                                "fw",
                                Optional.of("22.39.1002"),
                                Optional.of("22.43.2026"),
                                Optional.empty()),
                        new Card.Version(
                                "fw.psid",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("MT_0000000359")));
    }

    @Test
    void theModeOfTheSwitchIsAWord() {
        assertThat(DevlinkMessages.eswitchMode(message(number(25, 2, 1)))).contains("switchdev");
        assertThat(DevlinkMessages.eswitchMode(message(number(25, 2, 0)))).contains("legacy");
        assertThat(DevlinkMessages.eswitchMode(message(number(25, 2, 7)))).isEmpty();
        assertThat(DevlinkMessages.eswitchMode(message())).isEmpty();
    }

    @Test
    void aFlagThatIsNotThereIsFalse() {
        byte[] message =
                message(
                        nest(
                                80,
                                text(81, "enable_roce"),
                                number(83, 1, 6),
                                nest(
                                        84,
                                        nest(85, new byte[] {4, 0, 86, 0}, number(87, 1, 0)),
                                        nest(85, number(87, 1, 2)))));

        assertThat(DevlinkMessages.parameter(message))
                .contains(
                        new Card.Parameter(
                                "enable_roce",
                                Optional.of("true"),
                                Optional.empty(),
                                Optional.of("false")));
    }

    @Test
    void aNumberIsOneOfItsWidth() {
        byte[] message =
                message(
                        nest(
                                80,
                                text(81, "msix_vec_per_pf_max"),
                                number(83, 1, 3),
                                nest(84, nest(85, number(86, 4, -1), number(87, 1, 1)))));

        assertThat(DevlinkMessages.parameter(message).flatMap(Card.Parameter::driverInit))
                .contains("4294967295");
    }

    @Test
    void aReporterIsHealthyOrInErrorAndThePfsOwn() {
        PciAddress pf = PciAddress.parse("0000:81:00.0");
        byte[] error =
                message(
                        text(1, "pci"),
                        text(2, "0000:81:00.0"),
                        nest(114, text(115, "fw"), number(116, 1, 1)));

        assertThat(DevlinkMessages.healthReporter(error, pf))
                .contains(new HealthReporter("fw", Optional.of(false)));
        assertThat(DevlinkMessages.healthReporter(error, NOWHERE)).isEmpty();
        assertThat(
                        DevlinkMessages.healthReporter(
                                message(
                                        text(2, "0000:81:00.0"),
                                        nest(114, text(115, "tx"), number(116, 1, 0))),
                                pf))
                .contains(new HealthReporter("tx", Optional.of(true)));
        assertThat(
                        DevlinkMessages.healthReporter(
                                message(text(2, "0000:81:00.0"), nest(114, number(116, 1, 9))), pf))
                .contains(new HealthReporter("?", Optional.empty()));
    }

    @Test
    void damagedMessagesDoNoHarm() {
        byte[] message =
                message(
                        nest(101, text(103, "fw"), text(104, "1")),
                        number(25, 2, 1),
                        text(2, NOWHERE.toString()),
                        nest(114, text(115, "fw"), number(116, 1, 1)),
                        nest(
                                80,
                                text(81, "a"),
                                nest(84, nest(85, number(86, 4, 9), number(87, 1, 0)))));
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(message, random.nextInt(message.length + 1));
            for (int hits = random.nextInt(8); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(DevlinkMessages.versions(damaged)).isNotNull();
            assertThat(DevlinkMessages.eswitchMode(damaged)).isNotNull();
            assertThat(DevlinkMessages.parameter(damaged)).isNotNull();
            assertThat(DevlinkMessages.family(damaged)).isNotNull();
            assertThat(DevlinkMessages.healthReporter(damaged, NOWHERE)).isNotNull();
        }
    }

    @Test
    void thisKernelKnowsNoSuchFunctionOrNoDevlink() {
        Reading<DevlinkAnswer> answer = new DirectoryHost(Path.of("/")).devlink(NOWHERE);

        assertThat(answer)
                .isIn(new Reading.Absent<>(), new Reading.Failed<>("the kernel has no devlink"));
    }

    private static byte[] message(byte[]... attributes) {
        return joined(
                ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder()).position(20), attributes);
    }

    private static byte[] nest(int type, byte[]... attributes) {
        byte[] all =
                joined(
                        ByteBuffer.allocate(2048).order(ByteOrder.nativeOrder()).position(4),
                        attributes);
        ByteBuffer.wrap(all)
                .order(ByteOrder.nativeOrder())
                .putShort((short) all.length)
                .putShort((short) type);
        return all;
    }

    private static byte[] joined(ByteBuffer buffer, byte[]... attributes) {
        for (byte[] attribute : attributes) {
            buffer.put(attribute).position(buffer.position() + 3 & ~3);
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] text(int type, String text) {
        ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        NetlinkAttributes.put(buffer, type, text);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static byte[] number(int type, int width, int value) {
        ByteBuffer buffer = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
        buffer.putShort((short) (4 + width)).putShort((short) type).putInt(value);
        return Arrays.copyOf(buffer.array(), 4 + width);
    }
}
