package io.vfleet.server.access;

import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A token as its administrators see it.
record TokenView(
        UUID id,
        String name,
        List<Scope> scopes,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt,
        Optional<Instant> lastUsed) {

    static final ListTable<TokenView> TABLE =
            new ListTable<>(
                    "tokens",
                    "id, name, scopes, created_by, created_at, expires_at, revoked_at, last_used",
                    "api_token",
                    List.of(
                            Field.uuid("id", "id"),
                            Field.text("name", "name").inOrder(),
                            Field.text("createdBy", "created_by"),
                            Field.instant("createdAt", "created_at").inOrder(),
                            Field.instant("expiresAt", "expires_at"),
                            Field.instant("revokedAt", "revoked_at"),
                            Field.instant("lastUsed", "last_used")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "id")),
                    "createdAt",
                    TokenView::of);

    private static TokenView of(ResultSet row, int number) throws SQLException {
        String[] scopes = (String[]) row.getArray("scopes").getArray();
        return new TokenView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Arrays.stream(scopes).map(Scope::parse).toList(),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"),
                instant(row, "last_used"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }
}
