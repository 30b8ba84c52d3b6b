package io.vfleet.simulation;

import java.util.Map;

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

    Blueprint in(Circumstance other) {
        return new Blueprint(number, hostname, labels, kit, other, trouble);
    }

    /// Whether nothing special was chosen for it.
    boolean fine() {
        return circumstance == Circumstance.ORDINARY && trouble == Trouble.NONE;
    }

    Blueprint with(Trouble other) {
        return new Blueprint(number, hostname, labels, kit, circumstance, other);
    }
}
