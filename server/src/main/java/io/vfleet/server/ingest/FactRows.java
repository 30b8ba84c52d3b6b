package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.NodeInventory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a report says of the machine as a whole.
final class FactRows {

    private static final JsonMapper JSON = new JsonMapper();

    private FactRows() {}

    static NodeState.Facts of(
            Basis basis,
            Observation seen,
            @Nullable String profile,
            NodeState.Judgment judgment,
            NodeState.Counts counts) {
        NodeInventory inventory = seen.inventory();
        Host host = inventory.host();
        return new NodeState.Facts(
                basis.node(),
                host.hostname().orElse(null),
                host.machineId().orElse(null),
                host.dmi().productUuid().orElse(null),
                inventory.agentVersion(),
                host.bootId().orElse(null),
                host.kernelRelease().orElse(null),
                host.dmi().systemVendor().orElse(null),
                host.dmi().productName().orElse(null),
                JSON.writeValueAsString(inventory.labels()),
                profile,
                judgment,
                counts,
                seen.fresh() ? Optional.of(seen.receivedAt()) : Optional.empty());
    }
}
