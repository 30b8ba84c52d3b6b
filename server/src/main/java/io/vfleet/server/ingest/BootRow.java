package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.plan.AtBoot;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What will be left of a PF's VFs after a boot, as it stands in the PF's row.
///
/// @param setBy the files that set its count, as JSON; null where that is not known
record BootRow(
        @Nullable Integer vfs,
        @Nullable String setBy,
        @Nullable Integer firmwareVfs,
        @Nullable Integer firmwareVfsNext) {

    private static final JsonMapper JSON = new JsonMapper();

    static BootRow of(NodeInventory host, PhysicalFunction pf) {
        Optional<AtBoot> boot = AtBoot.of(host, pf);
        Optional<FirmwareSettings> firmware = pf.card().firmware();
        return new BootRow(
                boot.map(AtBoot::numVfs).map(Ints::orNull).orElse(null),
                boot.map(it -> JSON.writeValueAsString(it.setBy())).orElse(null),
                firmware.map(FirmwareSettings::vfsNow).map(Ints::orNull).orElse(null),
                firmware.map(FirmwareSettings::vfsNext).map(Ints::orNull).orElse(null));
    }
}
