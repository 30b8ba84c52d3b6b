package io.vfleet.server.fleet;

import io.swagger.v3.oas.annotations.media.Schema;
import io.vfleet.server.lists.Cells;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// How many VFs a PF will have after the next boot, and by which files.
@Schema(name = "AtBoot")
record AtBootView(
        @Schema(
                        description =
                                "0 when no file makes any; absent when files contradict each other"
                                        + " or say no count")
                Optional<Integer> numVfs,
        @Schema(description = "The files that set the count of this PF, or do not say of which")
                List<SetBy> setBy) {

    private static final JsonMapper JSON = new JsonMapper();

    /// One file.
    @Schema(name = "AtBootSetBy")
    record SetBy(
            @Schema(description = "`vfleet`: an operation laid it down", example = "udev")
                    String kind,
            @Schema(example = "/etc/udev/rules.d/70-sriov.rules") String path,
            Optional<Integer> numVfs,
            @Schema(description = "Whether it undoes what others set meanwhile as well")
                    boolean fights) {}

    static Optional<AtBootView> of(Cells cells) throws SQLException {
        Optional<String> setBy = cells.textIfAny("boot_set_by");
        Optional<Integer> numVfs = cells.integerIfAny("boot_vfs");
        return setBy.map(
                json -> new AtBootView(numVfs, List.of(JSON.readValue(json, SetBy[].class))));
    }
}
