package io.vfleet.server.findings;

import io.vfleet.server.history.Event;
import java.util.List;
import java.util.UUID;

/// What a new diagnosis changes in a node's findings.
public final class FindingChange {

    private final List<FindingRow> written;
    private final List<UUID> closed;
    private final List<Event> events;

    FindingChange(List<FindingRow> written, List<UUID> closed, List<Event> events) {
        this.written = List.copyOf(written);
        this.closed = List.copyOf(closed);
        this.events = List.copyOf(events);
    }

    List<FindingRow> written() {
        return written;
    }

    List<UUID> closed() {
        return closed;
    }

    /// What history has to say about it.
    public List<Event> events() {
        return events;
    }

    /// Nothing to write.
    public boolean isEmpty() {
        return written.isEmpty() && closed.isEmpty();
    }
}
