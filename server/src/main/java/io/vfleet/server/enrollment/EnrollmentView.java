package io.vfleet.server.enrollment;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.Node.Enrollment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A node that asked to be let in.
@Schema(name = "Enrollment")
record EnrollmentView(
        @Schema(description = "The node's id") UUID id,
        String hostname,
        Enrollment state,
        @Schema(description = "The approved node of the same machine whose place it would take")
                Optional<UUID> replaces,
        Optional<String> token,
        Optional<String> machineId,
        Optional<String> productUuid,
        Optional<String> agentVersion,
        Instant enrolledAt,
        Optional<Instant> decidedAt,
        Optional<String> decidedBy) {

    static final ListTable<EnrollmentView> TABLE =
            new ListTable<>(
                    "enrollments",
                    """
                    n.id, n.hostname, n.enrollment, n.replaces_node_id, t.name as token, n.machine_id, n.product_uuid,
                    n.agent_version, n.enrolled_at, n.decided_at, n.decided_by\
                    """,
                    "node n left join enrollment_token t on t.id = n.enrollment_token_id",
                    List.of(
                            Field.uuid("id", "n.id"),
                            Field.text("hostname", "n.hostname").inOrder(),
                            Field.word(
                                    "state",
                                    "n.enrollment",
                                    Arrays.stream(Enrollment.values()).map(Enum::name).toList()),
                            Field.uuid("replaces", "n.replaces_node_id"),
                            Field.text("token", "t.name"),
                            Field.text("machineId", "n.machine_id"),
                            Field.instant("enrolledAt", "n.enrolled_at").inOrder()),
                    Optional.empty(),
                    List.of(Field.uuid("id", "n.id")),
                    "enrolledAt desc",
                    EnrollmentView::of);

    private static EnrollmentView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new EnrollmentView(
                cells.uuid("id"),
                cells.text("hostname"),
                Enrollment.valueOf(cells.text("enrollment")),
                cells.uuidIfAny("replaces_node_id"),
                cells.textIfAny("token"),
                cells.textIfAny("machine_id"),
                cells.textIfAny("product_uuid"),
                cells.textIfAny("agent_version"),
                cells.instant("enrolled_at"),
                cells.instantIfAny("decided_at"),
                cells.textIfAny("decided_by"));
    }
}
