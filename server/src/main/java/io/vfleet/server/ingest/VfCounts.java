package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.Map;
import java.util.stream.Collectors;

/// How many VFs the PFs of a node have, as operations are judged by it.
final class VfCounts {

    private VfCounts() {}

    /// By address; without the PFs whose count could not be read, which is so while a write hangs.
    static Map<String, Integer> of(NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .filter(pf -> pf.sriov().filter(sriov -> sriov.numVfs().isPresent()).isPresent())
                .collect(
                        Collectors.toMap(
                                pf -> pf.address().toString(), VfCounts::count, (one, _) -> one));
    }

    /// The VFs that are there: a count in a file alone is none.
    private static int count(PhysicalFunction pf) {
        return pf.virtualFunctions().size();
    }
}
