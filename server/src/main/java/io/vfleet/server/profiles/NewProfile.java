package io.vfleet.server.profiles;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.platform.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A profile as its author writes it.
record NewProfile(
        @Size(max = 500) @Nullable String description,
        @NotNull @Valid Wants wants,
        @Size(max = 2000)
                @Schema(
                        example = "labels.site==fra1;labels.role==train",
                        description =
                                "RSQL over labels; absent: nodes name it in their label `profile`")
                @Nullable String selector,
        @Min(0)
                @Max(1_000_000)
                @Schema(description = "With a selector: the highest wins; no two have the same")
                @Nullable Integer priority) {

    void check() {
        wants.check();
        if (selector != null && selector.isBlank()) {
            throw ApiProblem.invalid("selector", selector, "RSQL over labels, or absent");
        }
        if (selector != null && priority == null) {
            throw ApiProblem.invalid("priority", "", "given with a selector");
        }
        if (selector == null && priority != null) {
            throw ApiProblem.invalid("priority", priority, "absent without a selector");
        }
    }

    String text() {
        return Objects.requireNonNullElse(description, "");
    }
}
