package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.platform.EntityTag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A target without its secret.
@Schema(name = "NotificationTarget")
record TargetView(
        UUID id,
        String name,
        String url,
        @Schema(
                        type = "string",
                        allowableValues = {"generic", "slack"})
                Form form,
        boolean enabled,
        Rules rules,
        int version,
        String updatedBy,
        Instant updatedAt) {

    static final ListTable<TargetView> TABLE =
            new ListTable<>(
                    "notification-targets",
                    "x.*",
                    "notification_target x",
                    List.of(
                            Field.uuid("id", "x.id"),
                            Field.text("name", "x.name").inOrder(),
                            Field.bool("enabled", "x.enabled"),
                            Field.instant("updatedAt", "x.updated_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "x.id")),
                    "name",
                    TargetView::of);

    private static TargetView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new TargetView(
                cells.uuid("id"),
                cells.text("name"),
                cells.text("url"),
                Form.valueOf(cells.text("form")),
                cells.flag("enabled"),
                Documents.rules(cells.text("rules")),
                cells.integer("version"),
                cells.text("updated_by"),
                cells.instant("updated_at"));
    }

    static TargetView of(Target row) {
        return new TargetView(
                row.id(),
                row.name(),
                row.url().toString(),
                row.form(),
                row.enabled(),
                row.rules(),
                row.version(),
                row.updatedBy(),
                row.updatedAt());
    }

    EntityTag tag() {
        return EntityTag.of("notification-target", id, version);
    }
}
