package io.vfleet.server.notifications;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages as Standard Webhooks has it: HMAC-SHA256 over id, time and body.
final class Signature {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    private Signature() {}

    static String newSecret() {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return PREFIX + Base64.getEncoder().encodeToString(fresh);
    }

    /// Whether it is the prefix and a key that can be used.
    static boolean isSecret(String text) {
        try {
            return text.startsWith(PREFIX) && key(text).length >= 24;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] key(String secret) {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    }

    /// The header `webhook-signature`.
    static String of(String secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            byte[] signed =
                    mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
