package io.vfleet.server.ingest;

import io.vfleet.server.findings.FindingChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything that a report or a new diagnosis changes in one node's rows.
///
/// @param vfCounts how many VFs each PF has, where that could be read
/// @param addresses all of them, where they differ
record NodeState(
        Facts facts,
        Document document,
        RowChange<PfRow> pfs,
        RowChange<VfRow> vfs,
        FindingChange findings,
        Map<String, Integer> vfCounts,
        TraitRow traits,
        Optional<AddressRows> addresses) {

    NodeState {
        vfCounts = Map.copyOf(vfCounts);
    }

    /// The node's own row.
    ///
    /// @param linkStates an array as PostgreSQL writes it
    /// @param profile by which the node was judged
    /// @param reportedAt empty when nothing new was reported
    record Facts(
            UUID node,
            @Nullable String hostname,
            @Nullable String machineId,
            @Nullable String productUuid,
            String agentVersion,
            @Nullable String bootId,
            @Nullable String kernelRelease,
            @Nullable String systemVendor,
            @Nullable String productName,
            String labels,
            @Nullable String profile,
            Judgment judgment,
            Counts counts,
            Optional<Instant> reportedAt) {}

    /// Null all through while the node does not count.
    record Judgment(@Nullable String verdict, @Nullable String link, @Nullable String linkStates) {
        static final Judgment NONE = new Judgment(null, null, null);
    }

    /// How many functions the node adds to the fleet.
    record Counts(int pfs, int vfs, int desired, int inUse, int inUseUnknown) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    /// The report as it came and what the chain made of it, both gzip.
    ///
    /// @param judgedWith the version of the checks
    record Document(
            UUID node,
            String digest,
            Order order,
            Instant receivedAt,
            Instant collectedAt,
            byte[] report,
            byte[] diagnosis,
            @Nullable String judgedWith) {}
}
