package io.vfleet.server.intent;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A label that people set over what the agent reports; without a value it hides the reported one.
@Entity
class NodeLabelOverride {

    @EmbeddedId private LabelKey key;

    @Column private @Nullable String value;

    @Column private String updatedBy;

    @Column private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected NodeLabelOverride() {}

    NodeLabelOverride(LabelKey key, @Nullable String value, String updatedBy, Instant updatedAt) {
        this.key = key;
        this.value = value;
        this.updatedBy = updatedBy;
        this.updatedAt = updatedAt;
    }

    LabelKey key() {
        return key;
    }

    @Nullable String value() {
        return value;
    }
}
