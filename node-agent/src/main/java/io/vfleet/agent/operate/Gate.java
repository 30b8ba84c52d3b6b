package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// One reason not to write. What it cannot find out is an [Unknowable], never a "no objection".
interface Gate {

    /// `G7`, as in `docs/operations.md`.
    String id();

    /// What stands in the way, by name; empty where nothing does.
    Optional<String> objection(Subject subject) throws Unknowable;

    /// What it means that there is no objection.
    String clear();

    /// Whether not knowing is an objection as well.
    default boolean mustKnow() {
        return true;
    }

    /// Whether the node's policy file may let commands pass it over.
    default boolean overridable() {
        return true;
    }
}
