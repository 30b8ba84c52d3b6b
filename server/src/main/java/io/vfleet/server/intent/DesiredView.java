package io.vfleet.server.intent;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.platform.EntityTag;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// How many VFs are wanted on a PF.
@Schema(name = "DesiredVfs")
record DesiredView(
        @Schema(description = "The node's id") UUID node,
        @Schema(example = "0000:81:00.0") String address,
        int numVfs,
        String reason,
        int version,
        String updatedBy,
        Instant updatedAt) {

    static DesiredView of(DesiredVfs row) {
        return new DesiredView(
                row.key().nodeId(),
                row.key().pfAddress(),
                row.numVfs(),
                row.reason(),
                row.version(),
                row.updatedBy(),
                row.updatedAt());
    }

    static EntityTag tagOf(Optional<DesiredVfs> row) {
        return EntityTag.of(
                "desired", row.map(DesiredVfs::updatedAt), row.map(DesiredVfs::version));
    }

    EntityTag tag() {
        return EntityTag.of("desired", Optional.of(updatedAt), Optional.of(version));
    }
}
