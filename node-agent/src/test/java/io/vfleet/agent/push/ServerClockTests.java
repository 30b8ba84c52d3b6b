package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerClockTests {

    private static final long NOW = 1_800_000_000_250L;

    private final ServerClock clock = new ServerClock();

    @Test
    void aClockThatIsWrongFollowsTheServers() {
        clock.heard(NOW, NOW + 20, NOW - 250 + 3_600_000);
        assertThat(ahead()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));

        clock.heard(NOW, NOW + 20, NOW - 250 - 3_600_000);
        assertThat(ahead()).isBetween(Duration.ofMinutes(-61), Duration.ofMinutes(-59));
    }

    @Test
    void anAnswerThatWasHeldDoesNotTurnTheClockBack() {
        clock.heard(NOW, NOW + 25_000, NOW - 250);
        assertThat(ahead()).isZero();

        clock.heard(NOW, NOW + 20, NOW - 250 + 60_000);
        Duration known = ahead();
        clock.heard(NOW + 100, NOW + 25_100, NOW - 250 + 60_000);
        assertThat(ahead()).isEqualTo(known);
    }

    @Test
    void anAnswerWithoutADateChangesNothing() {
        clock.heard(NOW, NOW + 20, 0);
        assertThat(ahead()).isZero();
    }

    private Duration ahead() {
        return Duration.between(Instant.EPOCH, clock.at(Instant.EPOCH));
    }
}
