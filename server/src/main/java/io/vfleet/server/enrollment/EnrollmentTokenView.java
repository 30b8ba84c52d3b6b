package io.vfleet.server.enrollment;

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

/// An enrollment token without its secret.
@Schema(name = "EnrollmentToken")
record EnrollmentTokenView(
        UUID id,
        String name,
        boolean autoApprove,
        int maxUses,
        int uses,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> revokedAt) {

    static final ListTable<EnrollmentTokenView> TABLE =
            new ListTable<>(
                    "enrollment-tokens",
                    "id, name, auto_approve, max_uses, uses, created_by, created_at, expires_at, revoked_at",
                    "enrollment_token",
                    List.of(
                            Field.uuid("id", "id"),
                            Field.text("name", "name").inOrder(),
                            Field.bool("autoApprove", "auto_approve"),
                            Field.text("createdBy", "created_by"),
                            Field.instant("createdAt", "created_at").inOrder(),
                            Field.instant("expiresAt", "expires_at").inOrder(),
                            Field.instant("revokedAt", "revoked_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "id")),
                    "createdAt desc",
                    EnrollmentTokenView::of);

    private static EnrollmentTokenView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new EnrollmentTokenView(
                cells.uuid("id"),
                cells.text("name"),
                cells.flag("auto_approve"),
                cells.integer("max_uses"),
                cells.integer("uses"),
                cells.text("created_by"),
                cells.instant("created_at"),
                cells.instant("expires_at"),
                cells.instantIfAny("revoked_at"));
    }
}
