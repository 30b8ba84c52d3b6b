package io.vfleet.server.nodes;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Texts that name a node, and the login they come from, until an instant; only a holder of the key
/// can make them.
///
/// Challenges and access tokens are such texts: nothing is stored for them, any replica can read
/// them, and a request is authenticated without the database. What cannot be seen in them, that the
/// node was retired or quarantined since, is looked at where the node's row is read anyway.
final class NodePass {

    private static final int NAMED = Long.BYTES * 4;
    private static final int MAC = 32;

    private final SecretKeySpec key;

    NodePass(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /// What a text names.
    ///
    /// @param login grows with every login of the node; 0 of a challenge
    record Named(UUID node, long login) {}

    String issue(Named pass, Instant until) {
        UUID node = pass.node();
        byte[] named =
                ByteBuffer.allocate(NAMED)
                        .putLong(node.getMostSignificantBits())
                        .putLong(node.getLeastSignificantBits())
                        .putLong(until.toEpochMilli())
                        .putLong(pass.login())
                        .array();
        byte[] whole = Arrays.copyOf(named, NAMED + MAC);
        System.arraycopy(mac(named), 0, whole, NAMED, MAC);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// What a text names; empty when it is not ours or too old.
    Optional<Named> read(String text, Instant now) {
        byte[] whole = decoded(text);
        if (whole.length != NAMED + MAC) {
            return Optional.empty();
        }
        byte[] named = Arrays.copyOf(whole, NAMED);
        if (!MessageDigest.isEqual(mac(named), Arrays.copyOfRange(whole, NAMED, NAMED + MAC))) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(named);
        var node = new UUID(fields.getLong(), fields.getLong());
        boolean good = fields.getLong() > now.toEpochMilli();
        return good ? Optional.of(new Named(node, fields.getLong())) : Optional.empty();
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    private byte[] mac(byte[] named) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(named);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
