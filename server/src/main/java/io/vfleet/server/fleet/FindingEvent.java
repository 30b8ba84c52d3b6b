package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;

/// One step in the life of a finding.
@Schema(name = "FindingEvent")
record FindingEvent(
        Instant at,
        Kind kind,
        @Schema(
                        description =
                                "Who, why and until when, where people did it; what it was, where it changed")
                Map<String, Object> detail) {

    /// What can happen to a finding.
    enum Kind {
        OPENED,
        CHANGED,
        ACKNOWLEDGED,
        UNACKNOWLEDGED,
        MUTED,
        UNMUTED,
        RESOLVED,
        REOPENED
    }
}
