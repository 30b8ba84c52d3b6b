package io.vfleet.server.notifications;

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

/// A message on its way, sent or dead.
@Schema(name = "NotificationDelivery")
record DeliveryView(
        @Schema(description = "The same with every attempt; webhook-id says it, too") UUID id,
        UUID target,
        String targetName,
        @Schema(example = "finding.opened") String kind,
        State state,
        @Schema(description = "The symptom or the check; the result of operations") String topic,
        String site,
        @Schema(description = "Of how many it tells") int nodes,
        Instant createdAt,
        @Schema(description = "Not sent before") Instant dueAt,
        int attempts,
        Optional<Integer> lastStatus,
        Optional<String> lastError,
        Optional<Instant> endedAt) {

    /// Where it stands.
    enum State {
        WAITING,
        SENT,
        /// given up
        DEAD
    }

    static final ListTable<DeliveryView> TABLE =
            new ListTable<>(
                    "notification-deliveries",
                    "x.*, t.name as target_name",
                    "notification_delivery x join notification_target t on t.id = x.target_id",
                    List.of(
                            Field.uuid("id", "x.id"),
                            Field.uuid("target", "x.target_id"),
                            Field.text("targetName", "t.name"),
                            Field.text("kind", "x.kind"),
                            Field.word(
                                    "state",
                                    "x.state",
                                    Stream.of(State.values()).map(Enum::name).toList()),
                            Field.integer("attempts", "x.attempts"),
                            Field.instant("createdAt", "x.created_at").inOrder(),
                            Field.instant("dueAt", "x.due_at"),
                            Field.instant("endedAt", "x.ended_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "x.id")),
                    "createdAt desc",
                    DeliveryView::of);

    private static DeliveryView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        Message message = Documents.message(cells.text("message"));
        return new DeliveryView(
                cells.uuid("id"),
                cells.uuid("target_id"),
                cells.text("target_name"),
                cells.text("kind"),
                State.valueOf(cells.text("state")),
                message.topic(),
                message.site(),
                cells.integer("nodes"),
                cells.instant("created_at"),
                cells.instant("due_at"),
                cells.integer("attempts"),
                cells.integerIfAny("last_status"),
                cells.textIfAny("last_error"),
                cells.instantIfAny("ended_at"));
    }
}
