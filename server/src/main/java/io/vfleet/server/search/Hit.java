package io.vfleet.server.search;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;

/// One thing that was found.
@Schema(name = "SearchHit")
record Hit(
        Kind kind,
        @Schema(example = "0000:81:00.2") String title,
        @Schema(example = "gpu-17 · pf 0000:81:00.0 · 02:00:00:00:01:00") String subtitle,
        @Schema(description = "The id of the node it is on") Optional<UUID> node,
        Optional<String> hostname,
        @Schema(description = "Of a PF or a VF") Optional<String> address,
        @Schema(description = "Of an operation, a symptom or a check") Optional<String> id) {

    /// What is looked for, in the order of the answer.
    @Schema(name = "SearchKind", enumAsRef = true)
    enum Kind {
        node,
        pod,
        pf,
        vf,
        symptom,
        check,
        operation
    }

    static Hit named(Kind kind, String id, String title, String subtitle) {
        return new Hit(
                kind,
                title,
                subtitle,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id));
    }
}
