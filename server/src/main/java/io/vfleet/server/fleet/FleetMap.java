package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All nodes at once, each with what a map shows of it.
@Schema(name = "FleetMap")
record FleetMap(@Schema(description = "By hostname") List<Place> items) {

    /// A node on the map.
    @Schema(name = "MapNode")
    record Place(
            UUID id,
            String hostname,
            Optional<String> site,
            Optional<String> rack,
            Optional<String> slot,
            NodeView.Status status,
            @Schema(description = "Absent while the node is pending") Optional<VerdictView> verdict,
            boolean silent) {

        static Place of(ResultSet row, int number) throws SQLException {
            var cells = new Cells(row);
            return new Place(
                    cells.uuid("id"),
                    cells.text("hostname"),
                    cells.textIfAny("site"),
                    cells.textIfAny("rack"),
                    cells.textIfAny("slot"),
                    NodeView.Status.valueOf(cells.text("status")),
                    VerdictView.of(cells.textIfAny("verdict"), cells.textIfAny("verdict_link")),
                    cells.flag("silent"));
        }
    }
}
