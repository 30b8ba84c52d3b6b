package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One thing that happened on a node.
@Schema(name = "Event")
record EventView(
        long id,
        @Schema(description = "The node's id") UUID node,
        @Schema(description = "Absent when the node is gone") Optional<String> hostname,
        Instant at,
        @Schema(example = "num-vfs") String kind,
        @Schema(example = "pf 0000:81:00.0") String subject,
        Optional<String> before,
        Optional<String> after,
        Map<String, Object> detail) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    static final ListTable<EventView> TABLE =
            new ListTable<>(
                    "events",
                    "x.id, x.node_id, n.hostname, x.at, x.kind, x.subject, x.before, x.after, x.detail",
                    "history x left join node n on n.id = x.node_id",
                    List.of(
                            Field.uuid("node", "x.node_id"),
                            Field.text("hostname", "n.hostname"),
                            Field.instant("at", "x.at").inOrder(),
                            Field.text("kind", "x.kind"),
                            Field.text("subject", "x.subject"),
                            Field.text("before", "x.before"),
                            Field.text("after", "x.after")),
                    Optional.empty(),
                    List.of(Field.integer("id", "x.id")),
                    "at desc",
                    EventView::of);

    private static EventView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new EventView(
                row.getLong("id"),
                cells.uuid("node_id"),
                cells.textIfAny("hostname"),
                cells.instant("at"),
                cells.text("kind"),
                cells.text("subject"),
                cells.textIfAny("before"),
                cells.textIfAny("after"),
                JSON.readValue(cells.text("detail"), MAP));
    }
}
