package io.vfleet.server.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A machine's credential; the secret itself is kept nowhere.
@Entity
class ApiToken {

    @Id private UUID id;

    @Column private String name;

    @Column private byte[] tokenHash;

    @Column private String[] scopes;

    @Column private String createdBy;

    @Column private Instant createdAt;

    @Column private @Nullable Instant expiresAt;

    @Column private @Nullable Instant revokedAt;

    @Column private @Nullable Instant lastUsed;

    protected ApiToken() {}

    ApiToken(ApiTokens.Wish wish, byte[] tokenHash, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.name = wish.name();
        this.tokenHash = tokenHash;
        this.scopes = wish.scopes().stream().sorted().map(Scope::id).toArray(String[]::new);
        this.createdBy = wish.createdBy();
        this.createdAt = createdAt;
        this.expiresAt = wish.expiresAt().orElse(null);
    }

    UUID id() {
        return id;
    }

    String name() {
        return name;
    }

    Set<Scope> scopes() {
        return Arrays.stream(scopes).map(Scope::parse).collect(Collectors.toUnmodifiableSet());
    }

    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    void revoke(Instant now) {
        revokedAt = revokedAt == null ? now : revokedAt;
    }

    /// To the minute: a scrape every few seconds should not write every time.
    void used(Instant now) {
        if (lastUsed == null || lastUsed.isBefore(now.minusSeconds(60))) {
            lastUsed = now;
        }
    }
}
