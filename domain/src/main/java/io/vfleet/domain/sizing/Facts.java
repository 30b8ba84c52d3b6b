package io.vfleet.domain.sizing;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import java.util.OptionalInt;

/// A PF on its host, and what several limits ask of it.
record Facts(NodeInventory host, PhysicalFunction pf) {

    /// How many VFs are there by the count or by the links: these are possible, whatever is not
    /// known.
    int there() {
        int counted = pf.sriov().map(Sriov::numVfs).orElse(OptionalInt.empty()).orElse(0);
        return Math.max(pf.virtualFunctions().size(), counted);
    }

    /// What the kernel lets be asked for.
    OptionalInt total() {
        return pf.sriov().map(Sriov::totalVfs).orElse(OptionalInt.empty());
    }

    /// What the firmware offers; the driver may have lowered it.
    OptionalInt offered() {
        return pf.pcie().capability().stream().mapToInt(Pcie.Capability::totalVfs).findFirst();
    }

    boolean unread(String path) {
        return host.gap(path).isPresent();
    }

    String whyUnread(String path) {
        return host.gap(path).map(Gap::reason).orElse("not reported");
    }
}
