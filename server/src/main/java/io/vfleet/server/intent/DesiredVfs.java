package io.vfleet.server.intent;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How many VFs people want on a PF, and why.
@Entity
class DesiredVfs {

    @EmbeddedId private PfKey key;

    @Column private int numVfs;

    @Column private @Nullable String mac;

    @Column private String reason;

    @Version private int version;

    @Column private String updatedBy;

    @Column private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected DesiredVfs() {}

    DesiredVfs(PfKey key) {
        this.key = key;
    }

    /// @param card the PF's permanent MAC: another card in the same slot inherits nothing
    void set(int count, String why, @Nullable String card, String by, Instant at) {
        numVfs = count;
        reason = why;
        mac = card;
        updatedBy = by;
        updatedAt = at;
    }

    PfKey key() {
        return key;
    }

    int numVfs() {
        return numVfs;
    }

    String reason() {
        return reason;
    }

    int version() {
        return version;
    }

    String updatedBy() {
        return updatedBy;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
