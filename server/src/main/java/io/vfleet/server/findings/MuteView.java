package io.vfleet.server.findings;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A rule that mutes, or muted.
@Schema(name = "Mute")
record MuteView(
        UUID id,
        Optional<UUID> finding,
        Optional<String> check,
        Optional<String> symptom,
        Optional<String> selector,
        String reason,
        Instant until,
        @Schema(description = "False when its time is over or somebody ended it") boolean active,
        @Schema(description = "How many open findings it mutes now") int findings,
        String createdBy,
        Instant createdAt,
        Optional<String> endedBy,
        Optional<Instant> endedAt) {

    static final ListTable<MuteView> TABLE =
            new ListTable<>(
                    "mutes",
                    """
                    m.*, (select count(*) from finding f where m.active and f.muted_by = m.id) as findings\
                    """,
                    "(select *, ended_at is null and until > now() as active from mute) m",
                    List.of(
                            Field.uuid("id", "m.id"),
                            Field.uuid("finding", "m.finding_id"),
                            Field.text("check", "m.check_id"),
                            Field.text("symptom", "m.symptom"),
                            Field.text("selector", "m.selector"),
                            Field.bool("active", "m.active"),
                            Field.instant("until", "m.until").inOrder(),
                            Field.text("createdBy", "m.created_by"),
                            Field.instant("createdAt", "m.created_at").inOrder()),
                    Optional.empty(),
                    List.of(Field.uuid("id", "m.id")),
                    "createdAt desc",
                    MuteView::of);

    private static MuteView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new MuteView(
                cells.uuid("id"),
                cells.uuidIfAny("finding_id"),
                cells.textIfAny("check_id"),
                cells.textIfAny("symptom"),
                cells.textIfAny("selector"),
                cells.text("reason"),
                cells.instant("until"),
                cells.flag("active"),
                cells.integer("findings"),
                cells.text("created_by"),
                cells.instant("created_at"),
                cells.textIfAny("ended_by"),
                cells.instantIfAny("ended_at"));
    }
}
