package io.vfleet.server.profiles;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.platform.EntityTag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A profile with the nodes that are of it.
@Schema(name = "Profile")
record ProfileView(
        @Schema(example = "training") String name,
        @Schema(description = "What it wants stays; selector and priority can be set")
                boolean builtIn,
        String description,
        Wants wants,
        Optional<String> selector,
        Optional<Integer> priority,
        @Schema(description = "How many approved nodes are of it") int nodes,
        @Schema(description = "How many of these wait to be judged anew") int waiting,
        int version,
        String updatedBy,
        Instant updatedAt) {

    static final ListTable<ProfileView> TABLE =
            new ListTable<>(
                    "profiles",
                    "p.*",
                    "profile p",
                    List.of(
                            Field.text("name", "p.name").inOrder(),
                            Field.bool("builtIn", "p.built_in"),
                            Field.text("selector", "p.selector"),
                            Field.integer("priority", "p.priority")
                                    .inOrderBy("coalesce(p.priority, -1)"),
                            Field.text("updatedBy", "p.updated_by"),
                            Field.instant("updatedAt", "p.updated_at").inOrder()),
                    Optional.empty(),
                    List.of(Field.text("name", "p.name")),
                    "name",
                    ProfileView::of);

    private static ProfileView of(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new ProfileView(
                cells.text("name"),
                cells.flag("built_in"),
                cells.text("description"),
                Wants.read(cells.text("wants")),
                cells.textIfAny("selector"),
                cells.integerIfAny("priority"),
                0,
                0,
                cells.integer("version"),
                cells.text("updated_by"),
                cells.instant("updated_at"));
    }

    ProfileView with(Map<String, ProfileQueries.Count> counts) {
        ProfileQueries.Count own = counts.getOrDefault(name, ProfileQueries.Count.NONE);
        return new ProfileView(
                name,
                builtIn,
                description,
                wants,
                selector,
                priority,
                own.nodes(),
                own.waiting(),
                version,
                updatedBy,
                updatedAt);
    }

    static EntityTag tagOf(Optional<Profile> row) {
        return EntityTag.of("profile", row.map(Profile::updatedAt), row.map(Profile::version));
    }

    EntityTag tag() {
        return EntityTag.of("profile", Optional.of(updatedAt), Optional.of(version));
    }
}
