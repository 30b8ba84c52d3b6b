package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitsTests {

    @Test
    void backoffGrowsToAMinuteAndIsAnythingBelow() {
        Waits waits = new Waits();
        assertThat(waits.backoff()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
        for (int i = 0; i < 100; i++) {
            assertThat(waits.backoff()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void whatTheServerNamesIsTheLeast() {
        assertThat(new Waits().told(Duration.ofSeconds(10)))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(new Waits().told(Duration.ofDays(300))).isLessThan(Duration.ofHours(2));
    }

    @Test
    void nodesSpreadOverTenPercentEachAlwaysTheSame() {
        Duration interval = Duration.ofSeconds(30);
        Set<Duration> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Duration own = Waits.spread(interval, "node-" + i);
            assertThat(own).isEqualTo(Waits.spread(interval, "node-" + i));
            assertThat(own).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(33));
            all.add(own);
        }
        assertThat(all).hasSizeGreaterThan(180);
    }
}
