package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The fleet in numbers.
record FleetSummary(
        NodeCounts nodes,
        @Schema(description = "Nodes that are ONLINE by verdict, and the silent ones")
                VerdictCounts verdicts,
        @Schema(description = "Nodes that are ONLINE by the state of each link")
                List<LinkCounts> chain,
        @Schema(description = "Of nodes that are ONLINE") VfTotals vfs,
        @Schema(description = "Open ones of nodes that are ONLINE") FindingCounts findings) {

    FleetSummary {
        chain = List.copyOf(chain);
    }

    /// Nodes by status.
    record NodeCounts(
            long total, long online, long late, long offline, long pending, long retired) {}

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

    /// Findings by severity.
    record FindingCounts(long critical, long warning, long info) {}
}
