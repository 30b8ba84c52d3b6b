package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort.Acs;
import io.vfleet.domain.inventory.UpstreamPort.Buses;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigSpaceTests {

    private static final int EXPRESS_AT = 0x40;

    @Test
    void rootPortWithAcs() {
        ConfigSpace port =
                new ConfigSpace(
                        rootPort(0x100, extended(0x0001, 0x140), 0x140, extended(0x000d, 0)));

        assertThat(port.portType()).contains("root-port");
        assertThat(port.acs()).contains(new Acs(0x005f, 0x001d));
        assertThat(port.complete()).isTrue();
        assertThat(port.sriov()).isFalse();
    }

    @Test
    void sriovCapabilityIsFound() {
        assertThat(new ConfigSpace(rootPort(0x100, extended(0x0010, 0))).sriov()).isTrue();
    }

    @Test
    void busesOfABridgeStandWhereEverybodyMayRead() {
        byte[] bridge = bridge(0x80, 0x81, 0x83);

        assertThat(new ConfigSpace(Arrays.copyOf(bridge, 64)).buses())
                .contains(new Buses(0x81, 0x83));
        assertThat(new ConfigSpace(Arrays.copyOf(bridge, 63)).buses()).isEmpty();
        assertThat(new ConfigSpace(bridge(0, 0, 0)).buses()).isEmpty();
        assertThat(new ConfigSpace(bridge(0x80, 0x83, 0x81)).buses()).isEmpty();
        bridge[0x0e] = (byte) 0x80;
        assertThat(new ConfigSpace(bridge).buses()).as("of what is no bridge").isEmpty();
    }

    @Test
    void aPortSaysWhatItsSlotCarries() {
        byte[] config = rootPort(0x100, 0);
        config[EXPRESS_AT + 0x0c] = (byte) 0x84;
        config[EXPRESS_AT + 0x12] = 0x43;

        assertThat(new ConfigSpace(config).link())
                .isEqualTo(
                        new Pcie.Link(
                                OptionalInt.of(8000),
                                OptionalInt.of(4),
                                OptionalInt.of(16_000),
                                OptionalInt.of(8)));
        assertThat(new ConfigSpace(rootPort(0x100, 0)).link()).isEqualTo(Pcie.Link.NONE);
        assertThat(new ConfigSpace(Arrays.copyOf(config, 64)).link()).isEqualTo(Pcie.Link.NONE);
        config[EXPRESS_AT + 0x0c] = (byte) 0x8f;
        assertThat(new ConfigSpace(config).link().maxSpeed()).as("none of today's").isEmpty();
    }

    private static byte[] bridge(int primary, int secondary, int subordinate) {
        byte[] config = rootPort(0x100, 0);
        config[0x0e] = (byte) 0x81;
        config[0x18] = (byte) primary;
        config[0x19] = (byte) secondary;
        config[0x1a] = (byte) subordinate;
        return config;
    }

    @Test
    void sixtyFourBytesProveNothing() {
        ConfigSpace header =
                new ConfigSpace(Arrays.copyOf(rootPort(0x100, extended(0x000d, 0)), 64));

        assertThat(header.portType()).isEmpty();
        assertThat(header.acs()).isEmpty();
        assertThat(header.complete()).isFalse();
    }

    @Test
    void twoHundredFiftySixBytesAreAllOfAConventionalFunction() {
        ConfigSpace conventional = new ConfigSpace(new byte[256]);

        assertThat(conventional.portType()).contains("conventional");
        assertThat(conventional.acs()).isEmpty();
        assertThat(conventional.complete()).isTrue();
    }

    @Test
    void aDeviceThatLeftReadsOnes() {
        byte[] ones = new byte[4096];
        Arrays.fill(ones, (byte) 0xff);
        ConfigSpace left = new ConfigSpace(ones);

        assertThat(left.acs()).isEmpty();
        assertThat(left.sriov()).isFalse();
        assertThat(left.ofVirtualFunction()).isFalse();
    }

    @Test
    void listsThatBiteTheirTailEnd() {
        byte[] standard = rootPort(0x100, 0);
        standard[EXPRESS_AT] = 0x05;
        standard[EXPRESS_AT + 1] = EXPRESS_AT;

        assertThat(new ConfigSpace(standard).portType()).contains("conventional");
        assertThat(
                        new ConfigSpace(
                                        rootPort(
                                                0x100,
                                                extended(0x0003, 0x140),
                                                0x140,
                                                extended(0x0004, 0x100)))
                                .acs())
                .isEmpty();
    }

    @Test
    void capabilityCutOffByTheEndOfTheReadIsNotTaken() {
        byte[] cut = Arrays.copyOf(rootPort(0x100, extended(0x000d, 0)), 0x106);

        assertThat(new ConfigSpace(cut).acs()).isEmpty();
        assertThat(new ConfigSpace(cut).complete()).isFalse();
    }

    @Test
    void noBytesDoHarm() {
        Random random = new Random(7);
        byte[] valid = rootPort(0x100, extended(0x0001, 0x140), 0x140, extended(0x000d, 0));
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            for (int hits = random.nextInt(40); hits > 0 && bytes.length > 0; hits--) {
                bytes[random.nextInt(Math.min(bytes.length, 0x150))] = (byte) random.nextInt();
            }
            ConfigSpace config = new ConfigSpace(bytes);
            assertThatCode(
                            () -> {
                                config.acs();
                                config.portType();
                                config.sriov();
                                config.ofVirtualFunction();
                                config.buses();
                                config.link();
                            })
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] rootPort(int... offsetsAndHeaders) {
        ByteBuffer config = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        config.putShort(0x06, (short) 0x0010);
        config.put(0x34, (byte) EXPRESS_AT);
        config.put(EXPRESS_AT, (byte) 0x10);
        config.putShort(EXPRESS_AT + 2, (short) 0x0042);
        for (int i = 0; i < offsetsAndHeaders.length; i += 2) {
            config.putInt(offsetsAndHeaders[i], offsetsAndHeaders[i + 1]);
            config.putShort(offsetsAndHeaders[i] + 4, (short) 0x005f);
            config.putShort(offsetsAndHeaders[i] + 6, (short) 0x001d);
        }
        return config.array();
    }

    private static int extended(int id, int next) {
        return id | 1 << 16 | next << 20;
    }
}
