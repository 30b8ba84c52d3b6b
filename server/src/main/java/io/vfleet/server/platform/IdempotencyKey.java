package io.vfleet.server.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// What makes two requests the same one.
public record IdempotencyKey(String text) {

    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 200;

    public static IdempotencyKey of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new ApiProblem(
                            ProblemType.IDEMPOTENCY_KEY_MISSING,
                            "Send an Idempotency-Key, the same one with every repeat of this request")
                    .with("field", HEADER);
        }
        if (header.length() > LONGEST) {
            throw ApiProblem.invalid(HEADER, header, "at most " + LONGEST + " characters");
        }
        return new IdempotencyKey(header);
    }

    /// Of what the request means, not of how its JSON was written.
    public static byte[] hash(String canonical) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(canonical.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The key came before, with another request.
    public ApiProblem reused() {
        return new ApiProblem(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        "This key was used for another request; a new request needs a new key")
                .with("field", HEADER)
                .with("value", text);
    }
}
