package io.vfleet.simulation.kernel;

import io.vfleet.domain.inventory.PciAddress;
import java.util.BitSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;

/// Puts functions into groups as `pci_device_group` of drivers/iommu/iommu.c does.
final class IommuGroups {

    private final NavigableMap<PciAddress, PciFunction> functions;
    private final BitSet taken = new BitSet();

    IommuGroups(NavigableMap<PciAddress, PciFunction> functions) {
        this.functions = functions;
    }

    void assign(PciFunction function) {
        int group = sharedGroup(function).orElseGet(() -> taken.nextClearBit(0));
        taken.set(group);
        function.group(group);
    }

    /// To be called when the function is gone already: the last one takes its group along.
    void leave(PciFunction gone) {
        gone.group()
                .ifPresent(group -> {
                    boolean inUse =
                            functions.values().stream()
                                    .anyMatch(left -> left.group().equals(OptionalInt.of(group)));
                    taken.set(group, inUse);
                });
    }

    private OptionalInt sharedGroup(PciFunction function) {
        OptionalInt above = groupAbove(function.parent());
        return above.isPresent() ? above : groupOfSlot(function);
    }

    // as long as some bridge up to the root does not isolate, the nearest one's group is joined
    private OptionalInt groupAbove(Attachment parent) {
        if (!(parent instanceof Bridge bridge) || pathIsolates(bridge)) {
            return OptionalInt.empty();
        }
        return bridge.group();
    }

    private static boolean pathIsolates(Bridge bridge) {
        if (!bridge.isolates()) {
            return false;
        }
        return !(bridge.parent() instanceof Bridge above) || pathIsolates(above);
    }

    // the ports of all cards in the catalog are known to be separate (pci_dev_specific_acs_enabled,
    // or a capability); the chipset's functions are not
    private OptionalInt groupOfSlot(PciFunction function) {
        if (!(function instanceof ChipsetFunction)) {
            return OptionalInt.empty();
        }
        PciAddress own = function.address();
        PciAddress first = new PciAddress(own.domain(), own.bus(), own.device(), 0);
        return Optional.ofNullable(functions.get(first))
                .map(PciFunction::group)
                .orElse(OptionalInt.empty());
    }
}
