package io.vfleet.agent.push;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import java.util.Optional;

/// One look at the whole host, with what the agent remembers.
record Seen(NodeInventory inventory, String digest) {

    static Seen of(NodeInventory collected, Optional<String> hostname, Journal journal) {
        NodeInventory inventory =
                new NodeInventory(
                        collected.collectedAt(),
                        collected.agentVersion(),
                        named(collected.host(), hostname),
                        collected.iommu(),
                        collected.physicalFunctions(),
                        collected.orphanVirtualFunctions(),
                        collected.otherNetworkFunctions(),
                        collected.hugepages(),
                        collected.modules(),
                        collected.rdmaDevices(),
                        collected.labels(),
                        journal,
                        collected.gaps());
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
        return new Host(
                hostname.or(host::hostname),
                host.machineId(),
                host.bootId(),
                host.bootedAt(),
                host.kernelRelease(),
                host.kernelCommandLine(),
                host.cpuVendor(),
                host.hypervisor(),
                host.lockdown(),
                host.dmi());
    }
}
