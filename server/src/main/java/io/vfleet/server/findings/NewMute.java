package io.vfleet.server.findings;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody does not want to hear of for a while; all that is given must fit.
record NewMute(
        @Schema(description = "One finding alone") @Nullable UUID finding,
        @Size(max = 100) @Schema(example = "numa-node-unknown") @Nullable String check,
        @Schema(example = "half-performance") @Nullable String symptom,
        @Size(max = 2000)
                @Schema(
                        description = "RSQL over nodes: hostname, id, site, rack, labels.X",
                        example = "site==fra1;labels.role==test")
                @Nullable String selector,
        @NotNull @Schema(description = "By a year at most") Instant until,
        @NotBlank @Size(max = 500) String reason) {

    private static final Duration LONGEST = Duration.ofDays(366);

    void check(Instant now) {
        if (finding == null && check == null && symptom == null && selector == null) {
            throw ApiProblem.invalid(
                    "check", "", "given, or one of finding, symptom and selector: what to mute");
        }
        List<String> symptoms = Arrays.stream(Symptom.values()).map(Symptom::id).toList();
        if (symptom != null && !symptoms.contains(symptom)) {
            throw ApiProblem.invalid("symptom", symptom, "one of " + symptoms);
        }
        if (selector != null && selector.isBlank()) {
            throw ApiProblem.invalid("selector", selector, "RSQL over nodes, or absent");
        }
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw ApiProblem.invalid("until", until, "later than now, by a year at most");
        }
    }
}
