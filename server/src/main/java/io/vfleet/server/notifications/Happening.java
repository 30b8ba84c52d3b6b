package io.vfleet.server.notifications;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Something that happened on one node.
///
/// @param symptom empty for findings without one and for everything else
record Happening(
        Kind kind,
        Instant at,
        UUID node,
        String hostname,
        String site,
        Optional<String> severity,
        Optional<String> symptom,
        Optional<String> check,
        Optional<String> subject,
        Optional<String> cause,
        Optional<UUID> operation,
        Optional<String> result) {

    static final String NO_SYMPTOM = "none";

    /// What kind of news it is.
    enum Kind {
        FINDING_OPENED,
        FINDING_RESOLVED,
        FINDING_REMINDER,
        OPERATION_ENDED,
        NODE_SILENT,
        NODE_BACK,
        TEST;

        /// The name in messages and in the database: `finding.opened`.
        String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }

        static Kind of(String id) {
            return Arrays.stream(values())
                    .filter(kind -> kind.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(id));
        }
    }

    /// What those that are told together have in common, apart from kind and site: the symptom,
    /// else the check; the result.
    String topic() {
        return symptom.or(() -> check).or(() -> result).orElse("");
    }

    boolean critical() {
        return severity.filter("critical"::equals).isPresent();
    }

    /// Equal for all that go into one message.
    String group() {
        return String.join("|", kind.id(), topic(), site, critical() ? "critical" : "");
    }
}
