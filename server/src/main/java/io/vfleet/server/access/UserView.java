package io.vfleet.server.access;

import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A person's account without its password.
record UserView(UUID id, String name, Role role, Instant createdAt) {

    static final ListTable<UserView> TABLE =
            new ListTable<>(
                    "users",
                    "id, name, role, created_at",
                    "app_user",
                    List.of(
                            Field.uuid("id", "id"),
                            Field.text("name", "name").inOrder(),
                            Field.word("role", "role", Role.ids()),
                            Field.instant("createdAt", "created_at")),
                    Optional.empty(),
                    List.of(Field.uuid("id", "id")),
                    "name",
                    (row, number) ->
                            new UserView(
                                    row.getObject("id", UUID.class),
                                    row.getString("name"),
                                    Role.parse(row.getString("role")),
                                    row.getObject("created_at", OffsetDateTime.class).toInstant()));

    static UserView of(AppUser user) {
        return new UserView(user.id(), user.name(), user.role(), user.createdAt());
    }
}
