package io.vfleet.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableTests {

    private final Reachable nothingAllowed = new Reachable(Networks.of(List.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.170",
                "192.168.1.1",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "100::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "localhost"
            })
    void whatIsNoPublicAddressIsRefused(String host) {
        assertThatThrownBy(() -> nothingAllowed.of(host, true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no public address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "2606:4700::1"
            })
    void publicAddressesAreReachedByTlsAlone(String host) throws IOException {
        assertThat(nothingAllowed.of(host, true)).containsExactly(InetAddress.getByName(host));
        assertThatThrownBy(() -> nothingAllowed.of(host, false)).hasMessageContaining("plain http");
    }

    @Test
    void configurationAllowsNetworks() throws IOException {
        var reachable = new Reachable(Networks.of(List.of("10.1.0.0/20", "::1")));
        assertThat(reachable.of("10.1.15.255", false)).hasSize(1);
        assertThat(reachable.of("::1", false)).hasSize(1);
        assertThatThrownBy(() -> reachable.of("10.1.16.0", true)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Networks.of(List.of("example.org")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Networks.of(List.of("10.0.0.0/33")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
