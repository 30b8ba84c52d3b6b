package io.vfleet.server.ingest;

import io.vfleet.server.history.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One node's share of a transaction.
///
/// @param basis what it was worked out on; on another one it must not be written
/// @param order of the report; empty when people made the change
/// @param age of the oldest fact that was read before the report was written
/// @param state empty when the report says nothing new
record NodeChange(
        Basis basis,
        Optional<Order> order,
        Duration age,
        Optional<NodeState> state,
        List<Event> events) {

    NodeChange {
        events = List.copyOf(events);
    }

    /// What became of a change.
    enum Outcome {
        WRITTEN,
        /// the node has moved on since; work it out again
        STALE
    }
}
