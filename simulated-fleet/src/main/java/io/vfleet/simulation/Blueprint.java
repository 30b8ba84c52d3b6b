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
        Circumstance circumstance) {

    Blueprint in(Circumstance other) {
        return new Blueprint(number, hostname, labels, kit, other);
    }
}
