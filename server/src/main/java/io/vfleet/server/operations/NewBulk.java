package io.vfleet.server.operations;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/// A plan to be carried out, a node after the other.
record NewBulk(
        @NotNull @Schema(description = "It names every node and PF, and how many VFs each gets")
                UUID planId,
        @NotBlank @Size(max = 500) @Schema(example = "training profile") String reason) {}
