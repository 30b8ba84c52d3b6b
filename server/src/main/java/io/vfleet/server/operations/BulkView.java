package io.vfleet.server.operations;

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
import java.util.stream.Stream;

/// A plan that is carried out, and how far it is.
@Schema(name = "Bulk")
record BulkView(
        UUID id,
        @Schema(description = "STOPPED: at the first ending that was neither SUCCEEDED nor REFUSED")
                State state,
        UUID plan,
        @Schema(description = "How many changes the plan has") int changes,
        @Schema(
                        description =
                                "How many of them were begun; `operations?filter=bulk==…` lists these")
                int begun,
        @Schema(description = "Why it stopped") Optional<String> explanation,
        String reason,
        String requestedBy,
        @Schema(description = "The address the request came from") String requestedFrom,
        Instant createdAt,
        Optional<Instant> endedAt) {

    /// Where a bulk stands; all but RUNNING are final.
    enum State {
        RUNNING,
        FINISHED,
        STOPPED,
        CANCELED
    }

    private static final List<String> STATES = Stream.of(State.values()).map(Enum::name).toList();

    static final ListTable<BulkView> TABLE =
            new ListTable<>(
                    "bulks",
                    """
                    x.*,
                    (select count(*) from bulk_target t where t.bulk_id = x.id) as changes,
                    (select count(*) from bulk_target t where t.bulk_id = x.id and t.operation_id is not null) as begun\
                    """,
                    "bulk x",
                    List.of(
                            Field.uuid("id", "x.id"),
                            Field.word("state", "x.state", STATES).inOrder(),
                            Field.uuid("plan", "x.plan_id"),
                            Field.text("reason", "x.reason"),
                            Field.text("requestedBy", "x.created_by"),
                            Field.instant("createdAt", "x.created_at").inOrder(),
                            Field.instant("endedAt", "x.ended_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "x.id")),
                    "createdAt desc",
                    BulkView::of);

    private static BulkView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new BulkView(
                cells.uuid("id"),
                State.valueOf(cells.text("state")),
                cells.uuid("plan_id"),
                cells.integer("changes"),
                cells.integer("begun"),
                cells.textIfAny("explanation"),
                cells.text("reason"),
                cells.text("created_by"),
                cells.text("created_from"),
                cells.instant("created_at"),
                cells.instantIfAny("ended_at"));
    }
}
