package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VfSettingTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 mac 02:00:00:00:00:aa",
                "1 vlan 100 3 802.1Q",
                "2 vlan 100 0 802.1ad",
                "3 spoofchk off",
                "4 trust on",
                "5 state disable",
                "6 rate 0 500",
                "7 query_rss on",
                "8 node_guid 0011:2233:4455:66ff",
                "9 port_guid 0011:2233:4455:66ff",
                "10 driver_override (null)",
                "11 driver vfio-pci",
                "12 unbound",
                "13 mtu 9000",
                "14 msix_count 16"
            })
    void everySettingIsALineAndBack(String line) {
        assertThat(VfChange.parse(line).line()).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mac 02:00:00:00:00:aa",
                "-1 trust on",
                "0 trust",
                "0 trust maybe",
                "0 mac 02:00",
                "0 driver ../../x",
                "0 driver_override a b",
                "0 vlan 1 2 ipv6",
                "0 firmware 1"
            })
    void nothingElseCanBeSaid(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> VfChange.parse(line));
    }

    // what is behind the two headers: IFLA_VFINFO_LIST, IFLA_VF_INFO, one attribute; a nest's flag
    // is
    // asked for by newer families only
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 trust on|1400160010000100 0c000900 03000000 01000000",
                "3 vlan 100 3 802.1Q|1800160014000100 10000200 03000000 64000000 03000000",
                "3 rate 10 500|1800160014000100 10000600 03000000 0a000000 f4010000",
                "3 state disable|1400160010000100 0c000500 03000000 02000000",
                "3 vlan 5 0 802.1ad|200016001c000100 18000c00 14000100 03000000 05000000 00000000"
                        + " 88a80000",
                "3 node_guid 0011:2233:4455:66ff|1c0016001800010014000a00 03000000 00000000"
                        + " ff66554433221100"
            })
    void theMessageIsTheKernels(String row) {
        String[] parts = row.split("\\|");
        byte[] message = VfMessages.request(7, VfChange.parse(parts[0]));
        ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.nativeOrder());

        assertThat(header.getInt(0)).isEqualTo(message.length);
        assertThat(header.getShort(4)).isEqualTo((short) 19);
        assertThat(header.getShort(6)).isEqualTo((short) 5);
        assertThat(header.getInt(20)).isEqualTo(7);
        assertThat(HexFormat.of().formatHex(Arrays.copyOfRange(message, 32, message.length)))
                .isEqualTo(parts[1].replace(" ", ""));
    }

    @Test
    void aMacHasRoomForTheLongestAddress() {
        byte[] message = VfMessages.request(7, VfChange.parse("1 mac 02:00:00:00:00:aa"));

        assertThat(message).hasSize(32 + 4 + 4 + 4 + 4 + 32);
    }
}
