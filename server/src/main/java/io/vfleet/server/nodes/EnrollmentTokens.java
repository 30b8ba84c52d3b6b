package io.vfleet.server.nodes;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Makes the secrets with which new nodes may register; only their hashes are kept.
@Service
public class EnrollmentTokens {

    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final EnrollmentStore store;

    EnrollmentTokens(EnrollmentStore store) {
        this.store = store;
    }

    /// @param autoApprove nodes of this token need nobody's approval
    public record Wish(
            String name, boolean autoApprove, int maxUses, Duration lifetime, String createdBy) {}

    /// @param token shown once, here
    public record Issued(UUID id, String token) {}

    public Issued issue(Wish wish) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = "vfe_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        UUID id = UUID.randomUUID();
        store.addToken(id, Sha256.of(token), wish);
        return new Issued(id, token);
    }

    /// False when there is no such token that could still be used.
    public boolean revoke(UUID id) {
        return store.revoke(id);
    }
}
