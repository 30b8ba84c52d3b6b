package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.NodeSelector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A failed check on one subject of one node, with its trail.
@Schema(name = "Finding")
record FindingView(
        UUID id,
        @Schema(description = "The node's id") UUID node,
        String hostname,
        @Schema(description = "The node is silent: nobody knows whether it is still so")
                boolean silent,
        @Schema(example = "iommu-off-in-firmware") String check,
        String reference,
        String link,
        Optional<String> symptom,
        String severity,
        String confidence,
        @Schema(example = "pf 0000:81:00.0") String subject,
        Optional<String> pf,
        String cause,
        @Schema(description = "The finding of which this one is a consequence")
                Optional<UUID> causedBy,
        List<ChainDocument.FixView> fix,
        List<ChainDocument.EvidenceView> evidence,
        Instant firstSeen,
        Instant lastChanged,
        @Schema(description = "Absent while it is open") Optional<Instant> resolvedAt,
        @Schema(description = "How often it came back") int reopened,
        @Schema(description = "Somebody knows about it; until it is resolved")
                Optional<Acknowledged> acknowledged,
        @Schema(description = "It counts nowhere for now, but is listed") boolean muted,
        @Schema(description = "By what, where it is muted") Optional<MutedBy> mutedBy,
        @Schema(description = "What happened to it, oldest first; of one finding, not in lists")
                Optional<List<FindingEvent>> trail) {

    static final Condition OPEN = Condition.of("x.resolved_at is null");

    static final ListTable<FindingView> TABLE =
            new ListTable<>(
                    "findings",
                    """
                    x.id, x.node_id, n.hostname, n.silent, x.check_id, x.reference, x.link, x.symptom, x.severity,
                    x.confidence, x.subject, x.pf_address, x.cause, x.caused_by, x.detail, x.first_seen,
                    x.last_changed, x.resolved_at, x.reopened, x.acknowledged_by, x.acknowledged_at,
                    x.acknowledged_reason, x.muted, m.id as mute_id, m.until as mute_until, m.reason as mute_reason,
                    m.created_by as mute_by, n.maintenance_until, n.maintenance_reason, n.maintenance_by\
                    """,
                    """
                    fleet_finding x join fleet_node n on n.id = x.node_id
                    left join mute m on m.id = x.muted_by and x.muted_until > now()\
                    """,
                    Stream.of(fields(), NodeSelector.labels()).flatMap(List::stream).toList(),
                    Optional.of("n.labels"),
                    List.of(Field.uuid("id", "x.id")),
                    "lastChanged desc",
                    FindingView::of);

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /// Who knows about it, and why it may wait.
    @Schema(name = "Acknowledgement")
    record Acknowledged(String by, Instant at, String reason) {

        private static Optional<Acknowledged> of(Cells cells) throws SQLException {
            Optional<Instant> at = cells.instantIfAny("acknowledged_at");
            if (at.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Acknowledged(
                            cells.text("acknowledged_by"),
                            at.get(),
                            cells.text("acknowledged_reason")));
        }
    }

    /// What keeps a finding from counting.
    ///
    /// @param mute empty: its node is in maintenance
    @Schema(name = "MutedBy")
    record MutedBy(
            @Schema(description = "The rule; absent where the node is in maintenance")
                    Optional<UUID> mute,
            Instant until,
            String reason,
            String by) {

        private static Optional<MutedBy> of(Cells cells) throws SQLException {
            Optional<UUID> mute = cells.uuidIfAny("mute_id");
            if (mute.isPresent()) {
                return Optional.of(
                        new MutedBy(
                                mute,
                                cells.instant("mute_until"),
                                cells.text("mute_reason"),
                                cells.text("mute_by")));
            }
            if (cells.instantIfAny("maintenance_until").isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new MutedBy(
                            mute,
                            cells.instant("maintenance_until"),
                            cells.text("maintenance_reason"),
                            cells.text("maintenance_by")));
        }
    }

    /// What the row keeps as JSON.
    private record Detail(
            List<ChainDocument.FixView> fix, List<ChainDocument.EvidenceView> evidence) {}

    private static List<Field> fields() {
        return List.of(
                Field.uuid("id", "x.id"),
                Field.uuid("node", "x.node_id"),
                Field.text("hostname", "n.hostname"),
                Field.word("status", "n.status", NodeView.Status.NAMES),
                Field.bool("silent", "n.silent"),
                Field.text("check", "x.check_id"),
                Field.text("reference", "x.reference"),
                Field.word("link", "x.link", VerdictView.LINKS),
                Field.word("symptom", "x.symptom", SymptomView.IDS),
                Field.word("severity", "x.severity", List.of("critical", "warning", "info")),
                Field.text("confidence", "x.confidence"),
                Field.text("subject", "x.subject"),
                Field.lowerCase("pf", "x.pf_address"),
                Field.uuid("causedBy", "x.caused_by"),
                Field.instant("firstSeen", "x.first_seen"),
                Field.instant("lastChanged", "x.last_changed").inOrder(),
                Field.instant("resolvedAt", "x.resolved_at"),
                Field.integer("reopened", "x.reopened"),
                Field.bool("acknowledged", "(x.acknowledged_at is not null)"),
                Field.bool("muted", "x.muted"));
    }

    private static FindingView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        Detail detail = JSON.readValue(cells.text("detail"), Detail.class);
        return new FindingView(
                cells.uuid("id"),
                cells.uuid("node_id"),
                cells.text("hostname"),
                cells.flag("silent"),
                cells.text("check_id"),
                cells.text("reference"),
                cells.text("link"),
                cells.textIfAny("symptom"),
                cells.text("severity"),
                cells.text("confidence"),
                cells.text("subject"),
                cells.textIfAny("pf_address"),
                cells.text("cause"),
                cells.uuidIfAny("caused_by"),
                orNone(detail.fix()),
                orNone(detail.evidence()),
                cells.instant("first_seen"),
                cells.instant("last_changed"),
                cells.instantIfAny("resolved_at"),
                cells.integer("reopened"),
                Acknowledged.of(cells),
                cells.flag("muted"),
                MutedBy.of(cells),
                Optional.empty());
    }

    FindingView with(List<FindingEvent> events) {
        return new FindingView(
                id,
                node,
                hostname,
                silent,
                check,
                reference,
                link,
                symptom,
                severity,
                confidence,
                subject,
                pf,
                cause,
                causedBy,
                fix,
                evidence,
                firstSeen,
                lastChanged,
                resolvedAt,
                reopened,
                acknowledged,
                muted,
                mutedBy,
                Optional.of(events));
    }

    private static <T> List<T> orNone(@org.jspecify.annotations.Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
