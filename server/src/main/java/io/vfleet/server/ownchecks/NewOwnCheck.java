package io.vfleet.server.ownchecks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Confidence;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An own check as somebody writes it.
record NewOwnCheck(
        @NotBlank @Size(max = 200) @Schema(example = "Is the PF's NUMA node known?") String title,
        @NotBlank
                @Pattern(regexp = "firmware|kernel|hugepages|vfs|rdma|orchestration")
                @Schema(example = "vfs")
                String link,
        @NotBlank @Pattern(regexp = "critical|warning|info") @Schema(example = "warning")
                String severity,
        @Nullable @Pattern(regexp = "proof|high|medium|low") @Schema(defaultValue = "medium")
                String confidence,
        @Nullable @Schema(example = "half-performance") String symptom,
        @NotBlank @Pattern(regexp = "node|pf|vf") @Schema(example = "pf") String subject,
        @NotBlank
                @Size(max = Expressions.LONGEST)
                @Schema(description = "CEL; true where all is well", example = "pf.numaNode >= 0")
                String expression,
        @NotBlank @Size(max = 1000) String cause,
        @NotNull
                @Size(max = 10)
                @Schema(
                        description =
                                "One command each; `{pf}`, `{vf}`, `{netdev}` become the subject's; `reboot: ` or"
                                        + " `destroys VFs: ` before one says what it costs")
                List<@NotBlank @Size(max = 500) String> fix) {

    OwnCheck named(String id) {
        return new OwnCheck(
                id,
                title,
                Link.valueOf(upper(link)),
                Severity.valueOf(upper(severity)),
                Confidence.valueOf(upper(Objects.requireNonNullElse(confidence, "medium"))),
                Optional.ofNullable(symptom).map(NewOwnCheck::known),
                OwnCheck.About.valueOf(upper(subject)),
                expression,
                cause,
                fix);
    }

    private static Symptom known(String id) {
        return Arrays.stream(Symptom.values())
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        ApiProblem.invalid(
                                "symptom",
                                id,
                                "one of "
                                        + Arrays.stream(Symptom.values())
                                                .map(Symptom::id)
                                                .toList()));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
