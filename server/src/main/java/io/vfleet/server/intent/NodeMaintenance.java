package io.vfleet.server.intent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

/// People are at work on a node until a time.
@Entity
class NodeMaintenance {

    @Id private UUID nodeId;

    @Column private Instant until;

    @Column private String reason;

    @Column private String setBy;

    @Column private Instant setAt;

    @SuppressWarnings("NullAway.Init")
    protected NodeMaintenance() {}

    NodeMaintenance(UUID nodeId) {
        this.nodeId = nodeId;
    }

    void set(Instant end, String why, String by, Instant at) {
        until = end;
        reason = why;
        setBy = by;
        setAt = at;
    }

    UUID nodeId() {
        return nodeId;
    }

    Instant until() {
        return until;
    }

    String reason() {
        return reason;
    }

    String setBy() {
        return setBy;
    }

    Instant setAt() {
        return setAt;
    }
}
