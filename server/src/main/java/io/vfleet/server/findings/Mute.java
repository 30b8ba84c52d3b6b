package io.vfleet.server.findings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rule that mutes the findings it matches until a time; ended early it stays for the record.
@Entity
class Mute {

    @Id private UUID id;

    @Column private @Nullable UUID findingId;

    @Column private @Nullable String checkId;

    @Column private @Nullable String symptom;

    @Column private @Nullable String selector;

    @Column private String reason;

    @Column private Instant until;

    @Column private String createdBy;

    @Column private Instant createdAt;

    @Column private @Nullable String endedBy;

    @Column private @Nullable Instant endedAt;

    @Column private String idempotencyKey;

    @Column private byte[] requestHash;

    @SuppressWarnings("NullAway.Init")
    protected Mute() {}

    Mute(UUID id, NewMute wanted, Author author, Instant now) {
        this.id = id;
        this.findingId = wanted.finding();
        this.checkId = wanted.check();
        this.symptom = wanted.symptom();
        this.selector = wanted.selector();
        this.reason = wanted.reason();
        this.until = wanted.until().truncatedTo(ChronoUnit.MICROS);
        this.createdBy = author.who();
        this.createdAt = now;
        this.idempotencyKey = author.key();
        this.requestHash = author.hash();
    }

    /// Who asked for it, by which key and request.
    record Author(String who, String key, byte[] hash) {}

    void end(String by, Instant at) {
        endedBy = by;
        endedAt = at;
    }

    UUID id() {
        return id;
    }

    Optional<UUID> findingId() {
        return Optional.ofNullable(findingId);
    }

    Optional<String> checkId() {
        return Optional.ofNullable(checkId);
    }

    Optional<String> symptom() {
        return Optional.ofNullable(symptom);
    }

    Optional<String> selector() {
        return Optional.ofNullable(selector);
    }

    String reason() {
        return reason;
    }

    Instant until() {
        return until;
    }

    String createdBy() {
        return createdBy;
    }

    boolean activeAt(Instant now) {
        return endedAt == null && until.isAfter(now);
    }

    byte[] requestHash() {
        return requestHash;
    }
}
