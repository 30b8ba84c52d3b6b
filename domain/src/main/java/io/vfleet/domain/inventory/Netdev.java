package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/// A network interface of a function, as the agent's own network namespace sees it.
///
/// @param permanentMac the address the card itself has; empty where the interface was given another
/// @param operState `up`, `down`, `unknown`…
/// @param speedMbps of the link; read of PFs only, and empty while the link is down
/// @param master the bond or bridge it is part of; read of PFs only
public record Netdev(
        String name,
        Optional<String> mac,
        Optional<String> permanentMac,
        OptionalInt mtu,
        Optional<String> operState,
        OptionalInt speedMbps,
        Optional<String> master) {

    public Netdev {
        requireNonNull(name, "name is null");
    }
}
