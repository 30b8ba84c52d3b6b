package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// Whether commands are held back, and who wanted it so.
@Schema(name = "Breaker")
record BreakerView(
        @Schema(description = "True: no command is handed out") boolean open,
        String reason,
        String changedBy,
        Instant changedAt) {}
