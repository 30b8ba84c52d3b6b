package io.vfleet.server.access;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Makes, finds and revokes the credentials of machines.
@Service
class ApiTokens {

    static final String PREFIX = "vft_";

    private static final int SECRET_BYTES = 32;

    private final ApiTokenRepository tokens;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(ApiTokenRepository tokens, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param expiresAt empty: until revoked
    record Wish(String name, Set<Scope> scopes, Optional<Instant> expiresAt, String createdBy) {}

    /// @param secret shown once, here
    record Issued(UUID id, String secret) {}

    @Transactional
    public Issued issue(Wish wish) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ApiToken saved = tokens.save(new ApiToken(wish, hash(secret), clock.instant()));
        audit(saved, "token-created", wish.createdBy());
        return new Issued(saved.id(), secret);
    }

    /// Whose secret it is; empty when nobody's, expired or revoked.
    @Transactional
    public Optional<Caller> authenticate(String secret) {
        Instant now = clock.instant();
        Optional<ApiToken> token =
                tokens.findByTokenHash(hash(secret)).filter(found -> found.isValid(now));
        token.ifPresent(found -> found.used(now));
        return token.map(found -> new Caller("token " + found.name(), found.scopes()));
    }

    /// False when there is no such token.
    @Transactional
    public boolean revoke(UUID id, String by) {
        Optional<ApiToken> token = tokens.findById(id);
        token.ifPresent(found -> found.revoke(clock.instant()));
        token.ifPresent(found -> audit(found, "token-revoked", by));
        return token.isPresent();
    }

    private void audit(ApiToken token, String what, String by) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by,
                                what,
                                Optional.empty(),
                                "token " + token.name(),
                                Optional.empty(),
                                Optional.empty(),
                                "{\"token\":\"" + token.id() + "\"}")));
    }

    /// 256 random bits need no salt and no slow hash.
    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
