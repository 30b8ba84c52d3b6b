package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.Card;

/// Any bytes as a driver's answer over netlink.
class DevlinkFuzzTests {

    @FuzzTest
    void noMoreIsSaidThanWasAnswered(byte[] answer) {
        Reading<byte[]> understood = Netlink.understand(answer);

        understood
                .found()
                .ifPresent(message -> {
                    assertThat(DevlinkMessages.versions(message).size() * 8)
                            .isLessThanOrEqualTo(message.length);
                    assertThat(DevlinkMessages.versions(message))
                            .extracting(Card.Version::name)
                            .isSorted();
                    assertThat(DevlinkMessages.eswitchMode(message).orElse("legacy"))
                            .isIn("legacy", "switchdev");
                    assertThat(DevlinkMessages.parameter(message)).isNotNull();
                    assertThat(DevlinkMessages.family(message).orElse(0)).isNotNull();
                    assertThat(LinkNames.parse(message).altNames().size() * 4)
                            .isLessThanOrEqualTo(message.length);
                });
    }
}
