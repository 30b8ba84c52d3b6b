package io.vfleet.agent.push;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long to wait: chance for the waits after a failure, so that a fleet does not come back in
/// step; a fixed share per node for the beats, so that they stay apart.
final class Waits {

    /// When only a person can change the answer.
    static final Duration SLOW = Duration.ofMinutes(2);

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_TOLD = Duration.ofHours(1);

    private final SplittableRandom random = new SplittableRandom();
    private int failures;

    void reset() {
        failures = 0;
    }

    /// Exponential with full jitter: anything from 0 to 1, 2, 4 … 60 s.
    Duration backoff() {
        Duration cap = min(SHORTEST.multipliedBy(1L << Math.min(failures, 6)), LONGEST);
        failures++;
        return Duration.ofMillis(random.nextLong(cap.toMillis()) + 1);
    }

    /// Never before the server wants it, and up to half as long again.
    Duration told(Duration retryAfter) {
        Duration least = min(retryAfter, LONGEST_TOLD);
        return least.plusMillis(random.nextLong(Math.max(1_000, least.toMillis() / 2)));
    }

    Duration slow() {
        return told(SLOW);
    }

    /// `interval` ± 10 %, always the same for one node.
    static Duration spread(Duration interval, String nodeId) {
        int thousandths = Math.floorMod(mixed(nodeId.hashCode()), 201) - 100;
        return interval.plusNanos(interval.toNanos() / 1000 * thousandths);
    }

    // neighboring names have neighboring hash codes
    private static int mixed(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ h >>> 15;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
