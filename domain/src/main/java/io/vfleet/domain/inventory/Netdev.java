package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A network interface of a function, as the agent's own network namespace sees it.
///
/// @param permanentMac the address the card itself has; empty where the interface was given another
/// @param operState `up`, `down`, `unknown`…
/// @param speedMbps of the link; read of PFs only, and empty while the link is down
/// @param master the bond or bridge it is part of; read of PFs only
/// @param port what else is read of PFs only
public record Netdev(
        String name,
        Optional<String> mac,
        Optional<String> permanentMac,
        OptionalInt mtu,
        Optional<String> operState,
        OptionalInt speedMbps,
        Optional<String> master,
        Port port) {

    public Netdev {
        requireNonNull(name, "name is null");
    }

    /// An interface of which no more is read than of a VF's.
    public Netdev(
            String name,
            Optional<String> mac,
            Optional<String> permanentMac,
            OptionalInt mtu,
            Optional<String> operState,
            OptionalInt speedMbps,
            Optional<String> master) {
        this(name, mac, permanentMac, mtu, operState, speedMbps, master, Port.NONE);
    }

    /// What the interface is to the card and to the host.
    ///
    /// @param altNames its other names
    /// @param portName `phys_port_name`: `p0`, or `pf0vf3` of a representor
    /// @param switchId `phys_switch_id`: the same for all ports of one card in switchdev mode
    /// @param defaultRoute whether a default route leaves by it or by what stands on it
    public record Port(
            List<String> altNames,
            Optional<String> portName,
            Optional<String> switchId,
            Optional<Boolean> defaultRoute) {

        public static final Port NONE =
                new Port(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        public Port {
            altNames = List.copyOf(altNames);
        }
    }
}
