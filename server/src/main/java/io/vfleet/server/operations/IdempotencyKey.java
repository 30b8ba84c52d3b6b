package io.vfleet.server.operations;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// What makes two requests the same one.
record IdempotencyKey(String text) {

    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 200;

    static IdempotencyKey of(@Nullable String header) {
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

    /// Of what the request means, not of how its JSON is written.
    byte[] hash(NewOperation request) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Documents.json(request).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
