package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/// A network interface of a function, as the agent's own network namespace sees it.
///
/// @param operState `up`, `down`, `unknown`…
/// @param speedMbps of the link; read of PFs only, and empty while the link is down
public record Netdev(
        String name,
        Optional<String> mac,
        Optional<String> permanentMac,
        OptionalInt mtu,
        Optional<String> operState,
        OptionalInt speedMbps) {

    public Netdev {
        requireNonNull(name, "name is null");
    }
}
