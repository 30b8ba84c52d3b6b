package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// A gate that only advises and is not built: says so instead of passing.
record UnbuiltGate(String id, String why) implements Gate {

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        throw new Unknowable(why);
    }

    @Override
    public String clear() {
        return why;
    }

    @Override
    public boolean mustKnow() {
        return false;
    }
}
