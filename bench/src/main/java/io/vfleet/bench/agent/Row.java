package io.vfleet.bench.agent;

import java.util.OptionalDouble;

/// One figure, the peer's where it has such a thing, and what must hold.
record Row(String name, double ours, OptionalDouble peer, double must) {

    boolean ok() {
        return ours <= must;
    }

    OptionalDouble ratio() {
        return peer.isPresent() && peer.getAsDouble() > 0
                ? OptionalDouble.of(ours / peer.getAsDouble())
                : OptionalDouble.empty();
    }
}
