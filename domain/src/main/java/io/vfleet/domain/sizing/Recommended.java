package io.vfleet.domain.sizing;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.sizing.VfRoom.Recommendation;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/// How many VFs suit what the node is for: as many as its profile may have and are sure, but not so
/// many that each gets fewer queues than it has to.
final class Recommended {

    private Recommended() {}

    static Optional<Recommendation> of(Facts facts, VfRoom room, Expectations expectations) {
        return expectations.vfsPerPf().map(range -> recommend(facts, room, expectations, range));
    }

    private static Recommendation recommend(
            Facts facts, VfRoom room, Expectations expectations, Range range) {
        String wish =
                "profile %s wants %s".formatted(expectations.profile().orElse("of its own"), range);
        int possible = Math.min(room.sure(), range.max());
        if (possible < range.min()) {
            return new Recommendation(
                    possible, wish + "; no more are sure: " + room.nearest().says());
        }
        OptionalInt pool = DriverLimits.pool(facts);
        Optional<Integer> tier =
                DriverLimits.tiers(facts)
                        .filter(each -> pool.orElse(0) / each >= range.min())
                        .max(Comparator.naturalOrder());
        if (tier.isEmpty() || pool.orElse(0) / tier.get() >= possible) {
            return new Recommendation(possible, wish);
        }
        // one of a VF's interrupts is for messages, the others are its queues
        int boundary = pool.orElse(0) / tier.get();
        return new Recommendation(
                boundary,
                "%s; with more than %d each VF has fewer than %d queues"
                        .formatted(wish, boundary, tier.get() - 1));
    }
}
