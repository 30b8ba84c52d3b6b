package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Open findings in groups.
@Schema(name = "FindingGroups")
record FindingGroups(List<Group> items) {

    FindingGroups {
        items = List.copyOf(items);
    }

    /// What makes a group, and the SQL behind it.
    enum By {
        SYMPTOM("coalesce(x.symptom, 'none')", "(x.severity <> 'info' or x.symptom is null)"),
        CHECK("x.check_id", "true"),
        LINK("x.link", "true");

        private final String sql;
        private final String counted;

        By(String sql, String counted) {
            this.sql = sql;
            this.counted = counted;
        }

        /// Which findings count: hints are no symptom.
        String counted() {
            return counted;
        }

        String sql() {
            return sql;
        }
    }

    /// Findings with one symptom, check or link.
    @Schema(name = "FindingGroup")
    record Group(
            @Schema(description = "The symptom (`none` without one), check or link") String key,
            @Schema(description = "Open ones that are not muted; by symptom without hints")
                    int findings,
            int nodes,
            FleetSummary.FindingCounts severities,
            @Schema(description = "How many of `findings` are acknowledged") int acknowledged,
            @Schema(description = "When the oldest was first seen") Optional<Instant> since,
            Optional<Instant> lastChanged,
            @Schema(description = "How many were open at the end of each of the last 24 hours")
                    List<Integer> lastDay) {}
}
