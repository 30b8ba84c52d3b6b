package io.vfleet.agent.push;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import java.util.Optional;

/// One look at the whole host, with what the agent remembers.
record Seen(NodeInventory inventory, String digest) {

    static Seen of(NodeInventory collected, Optional<String> hostname, Journal journal) {
        NodeInventory inventory = collected.with(named(collected.host(), hostname), journal);
        return new Seen(inventory, InventoryJson.digest(inventory));
    }

    Session.Identity identity() {
        Host host = inventory.host();
        return new Session.Identity(
                host.hostname().orElse("unnamed"),
                host.machineId(),
                host.dmi().productUuid(),
                inventory.agentVersion());
    }

    private static Host named(Host host, Optional<String> hostname) {
        return host.named(hostname.or(host::hostname));
    }
}
