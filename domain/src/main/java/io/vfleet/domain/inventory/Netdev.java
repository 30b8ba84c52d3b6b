package io.vfleet.domain.inventory;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/// A network interface of a function, as the agent's own network namespace sees it.
///
/// @param operState `up`, `down`, `unknown`…
public record Netdev(
        String name,
        Optional<String> mac,
        Optional<String> permanentMac,
        OptionalInt mtu,
        Optional<String> operState) {

    public Netdev {
        requireNonNull(name, "name is null");
    }
}
