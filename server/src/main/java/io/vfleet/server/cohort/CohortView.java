package io.vfleet.server.cohort;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/// What affected nodes share and healthy ones with the same cards do not.
@Schema(name = "Cohort")
record CohortView(
        Outcome outcome,
        @Schema(description = "The outcome in a sentence") String says,
        @Schema(description = "Nodes that are online and have it open") int affected,
        @Schema(
                        description =
                                "Nodes that are online, were judged, have the same cards as an affected one, and"
                                        + " do not have it")
                int healthy,
        @Schema(description = "What tells them apart best, first; at most 20") List<Shared> items) {

    /// What came of the comparison.
    enum Outcome {
        FOUND,
        /// nothing tells them apart
        NOTHING,
        /// not enough nodes to say
        TOO_FEW
    }

    /// One trait that affected nodes have more often.
    @Schema(name = "SharedTrait")
    record Shared(
            @Schema(example = "firmware", description = "As a filter of `nodes` calls it")
                    String trait,
            @Schema(example = "15b3:1021 28.42.1000") String value,
            @Schema(description = "Affected nodes that have it") int affected,
            double affectedShare,
            @Schema(description = "Healthy nodes that have it") int healthy,
            double healthyShare,
            @Schema(description = "How many times as often; absent where no healthy node has it")
                    Optional<Double> lift,
            @Schema(
                            description =
                                    "At most so likely by chance, with regard to how many traits were compared")
                    double chance,
            @Schema(description = "Lists the affected nodes that have it") String filter) {}
}
