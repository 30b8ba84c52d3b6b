package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.nodes.AgentRefusal;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for functions that stand in a report twice, which no host has.
final class Twins {

    private Twins() {}

    static void refuse(NodeInventory inventory) {
        refuse("physicalFunctions", inventory.physicalFunctions().stream().map(pf -> pf.address()));
        refuse(
                "virtualFunctions",
                Stream.concat(
                                inventory.virtualFunctions(),
                                inventory.orphanVirtualFunctions().stream())
                        .map(vf -> vf.address()));
    }

    private static void refuse(String field, Stream<PciAddress> addresses) {
        Set<PciAddress> seen = new HashSet<>();
        addresses
                .filter(address -> !seen.add(address))
                .findFirst()
                .ifPresent(twin -> {
                    throw AgentRefusal.malformed(
                            new MalformedDocument(field, field + " names " + twin + " twice"));
                });
    }
}
