package io.vfleet.server.intent;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/// People are at work on a node: its findings are muted and nothing is written on it, until then.
@Schema(name = "NodeMaintenance")
record MaintenanceView(
        @Schema(description = "The node's id") UUID node,
        Instant until,
        String reason,
        String by,
        Instant since) {

    static MaintenanceView of(NodeMaintenance row) {
        return new MaintenanceView(
                row.nodeId(), row.until(), row.reason(), row.setBy(), row.setAt());
    }
}
