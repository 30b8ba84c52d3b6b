package io.vfleet.server.platform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The version of what an edit replaces, as a strong entity tag.
public record EntityTag(String value) {

    /// The tag of content: equal content has equal tags on every replica.
    public static EntityTag of(Object... content) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(Arrays.toString(content).getBytes(StandardCharsets.UTF_8));
            return new EntityTag('"' + HexFormat.of().formatHex(hash, 0, 8) + '"');
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Refuses an edit whose author read another version, or did not say which one.
    public void requireMatch(@Nullable String ifMatch) {
        if (ifMatch == null) {
            throw new ApiProblem(
                            ProblemType.PRECONDITION_REQUIRED,
                            "Send If-Match with the ETag that GET answered")
                    .with("field", "If-Match");
        }
        requireMatchIfGiven(ifMatch);
    }

    /// As [#requireMatch], for edits that may be made blindly.
    public void requireMatchIfGiven(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return;
        }
        boolean matches =
                Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch(value::equals);
        if (!matches) {
            throw new ApiProblem(
                            ProblemType.PRECONDITION_FAILED,
                            "It changed since it was read; read it again")
                    .with("field", "If-Match")
                    .with("value", ifMatch)
                    .with("expected", value);
        }
    }
}
