package io.vfleet.server.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.operation.OperationKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants done on a node.
record NewOperation(
        @NotNull OperationKind kind,
        @NotBlank @Size(max = 255) @Schema(description = "The node's id or hostname") String node,
        @Schema(
                        example = "0000:81:00.0",
                        description =
                                "The physical function it is about; absent where it is of the node")
                @Nullable String pf,
        @Min(0) @Max(65535) @Schema(example = "8", description = "RESIZE_VFS: how many VFs")
                @Nullable Integer numVfs,
        @NotBlank @Size(max = 500) @Schema(example = "training profile") String reason,
        @Min(0)
                @Max(65535)
                @Schema(description = "Another current count than this ends it as CONFLICT")
                @Nullable Integer expectedNumVfs,
        @Valid
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Schema(description = "What the other kinds change, by kind")
                @Nullable ChangeFields change,
        @Valid
                @Size(max = 16)
                @JsonProperty("override")
                @Schema(
                        description =
                                "Gates to pass over, where the node's own policy file allows it")
                @Nullable List<Override> override,
        @Schema(description = "It must have begun by then; 15 minutes from now, at most 24 hours")
                @Nullable Instant deadline,
        @Schema(description = "The plan it carries out: refused when the node has moved since")
                @Nullable UUID planId,
        @Schema(description = "True: only answer, with 200, what it would do; nothing is kept")
                @Nullable Boolean dryRun,
        @Schema(
                        description = "Wait for a node that is LATE or OFFLINE, until the deadline",
                        defaultValue = "false")
                @Nullable Boolean queue) {

    /// A gate to pass over, and why.
    @Schema(name = "GateOverride")
    record Override(
            @NotNull @Pattern(regexp = "G\\d{1,2}", message = "must be a gate like G12")
                    String gate,
            @NotBlank @Size(max = 500) String reason) {}

    List<Override> overrides() {
        return Objects.requireNonNullElse(override, List.of());
    }

    boolean overrides(String gate) {
        return overrides().stream().anyMatch(override -> override.gate().equals(gate));
    }

    boolean onlyAsked() {
        return Objects.requireNonNullElse(dryRun, false);
    }

    boolean queued() {
        return Objects.requireNonNullElse(queue, false);
    }
}
