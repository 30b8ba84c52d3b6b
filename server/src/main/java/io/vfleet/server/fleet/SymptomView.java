package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.domain.chain.Symptom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A row of the symptom table with what is open of it on nodes that are online.
@Schema(name = "Symptom")
record SymptomView(
        @Schema(example = "vf-not-isolated") String id,
        String title,
        @Schema(description = "Critical ones and warnings; hints are in `severities.info` alone")
                int findings,
        @Schema(
                        description =
                                "As many as `nodes?filter=symptom==…;status==ONLINE` lists, without muted findings and hints")
                int nodes,
        FleetSummary.FindingCounts severities,
        @Schema(description = "The links it shows at, in the chain's order") List<String> links,
        @Schema(description = "When the oldest was first seen; absent when none is open")
                Optional<Instant> since,
        @Schema(description = "The newest change") Optional<Instant> lastChanged,
        @Schema(
                        description =
                                "How many were open at the end of each of the last 24 hours, the last one is now;"
                                        + " of nodes that are online now")
                List<Integer> lastDay,
        @Schema(description = "The checks that found it, most nodes first") List<Cause> causes,
        @Schema(
                        description =
                                "The checks that can find it, in their order: causes, how each is detected, fixes")
                List<CheckGuide> checks) {

    static final List<String> IDS = Arrays.stream(Symptom.values()).map(Symptom::id).toList();

    /// A check that found the symptom.
    @Schema(name = "SymptomCause")
    record Cause(
            String check,
            int findings,
            int nodes,
            @Schema(description = "Findings of severity info, in no other number") int hints) {}

    /// A check that shows no symptom, with what is open of it on nodes that are online.
    @Schema(name = "CheckFindings")
    record CheckView(
            String check,
            int findings,
            int nodes,
            FleetSummary.FindingCounts severities,
            List<String> links,
            Optional<Instant> since,
            Optional<Instant> lastChanged,
            @Schema(description = "As of a symptom") List<Integer> lastDay) {}

    /// All symptoms, and the checks beside them.
    @Schema(name = "Symptoms")
    record Table(
            List<SymptomView> items,
            @Schema(
                            description =
                                    "Checks with open findings that show no symptom, most nodes first")
                    List<CheckView> withoutSymptom) {}
}
