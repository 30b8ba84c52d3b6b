package io.vfleet.simulation;

import java.util.Map;
import java.util.Set;

/// One host of the fleet before it is built.
///
/// @param number in the fleet, from 0
/// @param labels of `/etc/vfleet/agent.yaml`
record Blueprint(
        int number,
        String hostname,
        Map<String, String> labels,
        Kit kit,
        Circumstance circumstance,
        Trouble trouble) {

    private static final Set<Integer> RENTED = Set.of(2, 5, 7);

    Blueprint in(Circumstance other) {
        return new Blueprint(number, hostname, labels, kit, other, trouble);
    }

    /// Whether nothing special was chosen for it.
    boolean fine() {
        return circumstance == Circumstance.ORDINARY && trouble == Trouble.NONE;
    }

    /// Whether somebody runs pods or machines on it; never on the first of a rack, which is what
    /// people try things on.
    boolean rented() {
        return fine() && RENTED.contains(number % Site.NODES_PER_RACK);
    }

    Blueprint with(Trouble other) {
        return new Blueprint(number, hostname, labels, kit, circumstance, other);
    }
}
