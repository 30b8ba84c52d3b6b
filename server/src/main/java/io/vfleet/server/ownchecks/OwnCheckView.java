package io.vfleet.server.ownchecks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.platform.EntityTag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An own check as people see it.
@Schema(name = "OwnCheck")
record OwnCheckView(
        @Schema(example = "own-numa-of-pf") String id,
        State state,
        @Schema(description = "Whether it was tried as it is now") boolean tried,
        String title,
        @Schema(example = "vfs") String link,
        @Schema(example = "warning") String severity,
        @Schema(example = "medium") String confidence,
        Optional<String> symptom,
        @Schema(example = "pf") String subject,
        @Schema(description = "CEL; true where all is well", example = "pf.numaNode >= 0")
                String expression,
        String cause,
        List<String> fix,
        String changedBy,
        Instant changedAt,
        int version) {

    /// Whether it counts.
    @Schema(name = "OwnCheckState")
    enum State {
        DRAFT,
        ACTIVE
    }

    /// All of them.
    @Schema(name = "OwnChecks")
    record All(List<OwnCheckView> items) {}

    EntityTag tag() {
        return EntityTag.of(id, version);
    }
}
