package io.vfleet.agent.collect;

import io.vfleet.agent.sight.DefaultRoutes;
import io.vfleet.agent.sight.Unknowable;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// By which netdevs default routes of the main table leave.
///
/// @param netdevs empty when that could not be read, or there is no routing table
record Routed(Look look, Optional<Set<String>> netdevs) {

    private static final String TABLE = "/proc/net/route";

    static Routed read(Look look) {
        // a kernel that can route has it; a tree without it says nothing
        if (look.text(TABLE).isEmpty()) {
            return new Routed(look, Optional.empty());
        }
        try {
            return new Routed(look, Optional.of(DefaultRoutes.netdevs(look.sight())));
        } catch (Unknowable unknown) {
            look.gap(TABLE, String.valueOf(unknown.getMessage()));
            return new Routed(look, Optional.empty());
        }
    }

    /// Whether by this netdev or by what stands on it.
    Optional<Boolean> by(String netdev) {
        return netdevs.flatMap(routed -> by(netdev, routed));
    }

    private Optional<Boolean> by(String netdev, Set<String> routed) {
        try {
            Set<String> all = look.sight().withUppers(List.of(netdev));
            return Optional.of(!Collections.disjoint(all, routed));
        } catch (Unknowable unknown) {
            look.gap("/sys/class/net/" + netdev, String.valueOf(unknown.getMessage()));
            return Optional.empty();
        }
    }
}
