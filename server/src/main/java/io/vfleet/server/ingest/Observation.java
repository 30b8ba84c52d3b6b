package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What a node looked like, as it is judged and kept.
///
/// @param fresh true: just reported; false: read back from what is kept
/// @param document gzip
record Observation(
        NodeInventory inventory,
        String digest,
        Order order,
        Instant receivedAt,
        byte[] document,
        List<Report.Change> changes,
        boolean fresh) {

    static Observation reported(Report report, byte[] document, Instant now) {
        return new Observation(
                report.inventory(),
                InventoryJson.digest(report.inventory()),
                new Order(report.epoch(), report.sequence()),
                now,
                document,
                report.changes(),
                true);
    }

    static Observation kept(NodeState.Document document) {
        return new Observation(
                new ReportBody(document.report(), true).parse().inventory(),
                document.digest(),
                document.order(),
                document.receivedAt(),
                document.report(),
                List.of(),
                false);
    }

    /// How old the oldest fact was when the report was written.
    Duration age() {
        return inventory.physicalFunctions().stream()
                .flatMap(pf -> pf.vfAdminReadAt().stream())
                .map(read -> Duration.between(read, inventory.collectedAt()))
                .filter(Duration::isPositive)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// When it was so; a host whose clock is ahead does not write into the future.
    Instant at() {
        Instant at = inventory.collectedAt();
        return at.isAfter(receivedAt) ? receivedAt : at;
    }
}
