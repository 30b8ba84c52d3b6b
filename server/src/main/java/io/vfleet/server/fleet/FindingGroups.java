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
        SYMPTOM("coalesce(x.symptom, 'none')"),
        CHECK("x.check_id"),
        LINK("x.link");

        private final String sql;

        By(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    /// Findings with one symptom, check or link.
    @Schema(name = "FindingGroup")
    record Group(
            @Schema(description = "The symptom (`none` without one), check or link") String key,
            @Schema(description = "Open ones that are not muted") int findings,
            int nodes,
            FleetSummary.FindingCounts severities,
            @Schema(description = "How many of `findings` are acknowledged") int acknowledged,
            @Schema(description = "When the oldest was first seen") Optional<Instant> since,
            Optional<Instant> lastChanged,
            @Schema(description = "How many were open at the end of each of the last 24 hours")
                    List<Integer> lastDay) {}
}
