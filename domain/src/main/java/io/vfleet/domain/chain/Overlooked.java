package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// PCI functions that the host has and that could not be listed, or whether there are any. What a
/// captured tree lacks altogether is not the host's.
final class Overlooked {

    private static final String DEVICES = "/sys/bus/pci/devices";

    private Overlooked() {}

    static List<Conclusion.Unknown> in(NodeInventory inventory) {
        return inventory.gaps().stream()
                .filter(gap -> !gap.reason().equals(Gap.NOT_CAPTURED))
                .flatMap(gap -> subject(gap, inventory).stream().map(of -> unknown(of, gap)))
                .toList();
    }

    private static Conclusion.Unknown unknown(Subject subject, Gap gap) {
        return new Conclusion.Unknown(subject, gap.path(), gap.reason());
    }

    private static Optional<Subject> subject(Gap gap, NodeInventory inventory) {
        if (gap.covers(DEVICES)) {
            return Optional.of(Examination.NODE);
        }
        return gap.path().startsWith(DEVICES + "/")
                ? PciAddress.find(gap.path().substring(DEVICES.length() + 1))
                        .filter(address -> addresses(inventory).noneMatch(address::equals))
                        .map(Subject.Pf::new)
                : Optional.empty();
    }

    private static Stream<PciAddress> addresses(NodeInventory inventory) {
        Stream<PciAddress> vfs =
                Stream.concat(
                                inventory.virtualFunctions(),
                                inventory.orphanVirtualFunctions().stream())
                        .map(vf -> vf.address());
        Stream<PciAddress> others =
                inventory.otherNetworkFunctions().stream().map(other -> other.address());
        Stream<PciAddress> pfs = inventory.physicalFunctions().stream().map(pf -> pf.address());
        return Stream.concat(pfs, Stream.concat(vfs, others));
    }
}
