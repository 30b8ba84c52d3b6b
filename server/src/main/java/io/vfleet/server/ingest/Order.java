package io.vfleet.server.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// A message's place among those of its node.
record Order(long epoch, long sequence) implements Comparable<Order> {

    /// For so long nothing is heard of the newer epoch before an older one is believed again.
    static final Duration SILENCE = Duration.ofMinutes(15);

    private static final Comparator<Order> NEWEST_LAST =
            Comparator.comparingLong(Order::epoch).thenComparingLong(Order::sequence);

    @Override
    public int compareTo(Order other) {
        return NEWEST_LAST.compare(this, other);
    }

    /// Whether a message of this order moves a node on from `last`.
    ///
    /// An epoch that went back is a late repeat, or an agent whose disk was restored from a backup.
    /// No repeat is that late that the node counts as offline; a restored agent is let in again by
    /// then.
    boolean follows(Order last, Optional<Instant> lastSeen, Instant now) {
        boolean silent = lastSeen.filter(seen -> seen.isBefore(now.minus(SILENCE))).isPresent();
        return compareTo(last) > 0 || epoch < last.epoch && silent;
    }
}
