package io.vfleet.server.plans;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.operation.OperationKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// A change of one PF, or of all that a selector finds.
record NewPlan(
        @NotNull @Schema(description = "RESIZE_VFS; what another kind would do is told by dryRun")
                OperationKind kind,
        @NotNull
                @Min(0)
                @Max(65535)
                @Schema(example = "8", description = "How many VFs each PF shall have")
                Integer numVfs,
        @Size(max = 255) @Schema(description = "The node's id or hostname, with `pf`")
                @Nullable String node,
        @Schema(example = "0000:81:00.0", description = "The physical function, with `node`")
                @Nullable String pf,
        @Size(max = 2048)
                @Schema(
                        example = "site==fra1;labels.rack==r1;driver==mlx5_core",
                        description =
                                "Instead of node and pf: RSQL over PFs, as in the list of them")
                @Nullable String selector,
        @Min(1)
                @Schema(
                        description =
                                "Of the nodes that the selector finds, the first so many by hostname;"
                                        + " a bulk is of 10 nodes, or 5 % of those found, at most")
                @Nullable Integer maxNodes) {}
