package io.vfleet.agent.sight;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import java.nio.charset.StandardCharsets;

/// Any bytes as the kernel's routing tables: IPv4 and, behind a form feed, IPv6.
class DefaultRoutesFuzzTests {

    @FuzzTest
    void areUnderstoodOrUnknown(byte[] tables) {
        String text = new String(tables, StandardCharsets.UTF_8);
        String[] files = text.split("\f", 2);
        MemoryHost host = new MemoryHost("").with("/proc/net/route", bytes(files[0]));
        try {
            Sight sight =
                    new Sight(
                            files.length < 2
                                    ? host
                                    : host.with("/proc/net/ipv6_route", bytes(files[1])));
            assertThat(DefaultRoutes.netdevs(sight)).allMatch(text::contains);
        } catch (Unknowable unknown) {
            assertThat(unknown).hasMessageContaining("not understood");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
