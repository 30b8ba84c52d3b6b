package io.vfleet.server.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One row of the audit.
@Schema(name = "AuditEntry")
record AuditView(
        long id,
        Instant at,
        String who,
        @Schema(example = "operation-requested") String what,
        @Schema(description = "The node's id") Optional<UUID> node,
        String subject,
        @Schema(description = "The reason its author gave") Optional<String> why,
        @Schema(description = "The address the request came from") Optional<String> from,
        Map<String, Object> detail,
        @Schema(description = "Of this row and the one before it") String hash) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    static final ListTable<AuditView> TABLE =
            new ListTable<>(
                    "audit",
                    "x.id, x.at, x.who, x.what, x.node_id, x.subject, x.why, x.from_address, x.detail, x.hash",
                    "audit x",
                    List.of(
                            Field.instant("at", "x.at").inOrder(),
                            Field.text("who", "x.who"),
                            Field.text("what", "x.what"),
                            Field.uuid("node", "x.node_id"),
                            Field.text("subject", "x.subject"),
                            Field.text("from", "x.from_address")),
                    Optional.empty(),
                    List.of(Field.integer("id", "x.id")),
                    "at desc",
                    AuditView::of);

    private static AuditView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new AuditView(
                row.getLong("id"),
                cells.instant("at"),
                cells.text("who"),
                cells.text("what"),
                cells.uuidIfAny("node_id"),
                cells.text("subject"),
                cells.textIfAny("why"),
                cells.textIfAny("from_address"),
                JSON.readValue(cells.text("detail"), MAP),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }
}
