package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;
import java.util.Set;

/// Whether the PF itself is part of a bond, team, bridge, OVS or VRF, or carries a VLAN or macvlan.
final class UpperDeviceGate implements Gate {

    @Override
    public String id() {
        return "G3";
    }

    @Override
    public String clear() {
        return "nothing stands on this PF's netdevs";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Sight sight = subject.sight();
        for (String netdev : subject.pf().netdevs()) {
            Set<String> uppers = sight.uppers(netdev);
            if (!uppers.isEmpty()) {
                return Optional.of(netdev + " carries " + String.join(", ", uppers));
            }
            if (sight.names("/sys/class/net/" + netdev).contains("brport")) {
                return Optional.of(netdev + " is a port of a bridge");
            }
        }
        return Optional.empty();
    }
}
