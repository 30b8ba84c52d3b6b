package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// The fleet in numbers.
record FleetSummary(
        NodeCounts nodes,
        @Schema(description = "Nodes that are ONLINE by verdict, and the silent ones")
                VerdictCounts verdicts,
        @Schema(description = "Nodes that are ONLINE by the state of each link")
                List<LinkCounts> chain,
        @Schema(description = "Of nodes that are ONLINE") VfTotals vfs,
        @Schema(description = "Open ones of nodes that are ONLINE; muted ones beside")
                FindingCounts findings) {

    FleetSummary {
        chain = List.copyOf(chain);
    }

    /// Nodes by status.
    record NodeCounts(
            long total,
            long online,
            long late,
            long offline,
            long pending,
            long retired,
            @Schema(description = "Nodes that people are at work on: `maintenance==true`")
                    long inMaintenance) {}

    /// Nodes by verdict.
    record VerdictCounts(
            long ok, long warn, long broken, long unknown, long notApplicable, long silent) {}

    /// Nodes by the state of one link.
    record LinkCounts(
            String link,
            long ok,
            long warn,
            long broken,
            long unknown,
            long blocked,
            long notApplicable,
            @Schema(
                            description =
                                    "Nodes whose verdict names this link:"
                                            + " `verdict.state==BROKEN;verdict.link==…;status==ONLINE`")
                    long firstBroken,
            @Schema(description = "Nodes of which nobody knows: `silent==true`") long silent) {}

    /// VFs; `inUse` counts proven holders, `inUseUnknown` those nobody could tell about.
    record VfTotals(long active, long desired, long inUse, long inUseUnknown) {}

    /// Findings by severity; muted ones are counted beside them.
    record FindingCounts(
            long critical,
            long warning,
            long info,
            @Schema(description = "Muted ones of any severity, in no other number") long muted) {

        static final FindingCounts NONE = new FindingCounts(0, 0, 0, 0);

        static FindingCounts of(ResultSet row) throws SQLException {
            return new FindingCounts(
                    row.getLong("critical"),
                    row.getLong("warning"),
                    row.getLong("info"),
                    row.getLong("muted"));
        }
    }
}
