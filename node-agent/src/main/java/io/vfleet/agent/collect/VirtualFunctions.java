package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Puts a VF together from its files.
final class VirtualFunctions {

    private VirtualFunctions() {}

    static VirtualFunction read(
            Look look,
            PciFunction vf,
            RdmaDevices rdma,
            OptionalInt index,
            Optional<VfAdmin> admin,
            VfUses uses) {
        FunctionFacts facts = FunctionFacts.read(look, vf, rdma);
        VfUse use = uses.of(vf.address());
        return new VirtualFunction(
                index,
                vf.address(),
                facts.vendorId(),
                facts.deviceId(),
                vf.classCode(),
                facts.driver(),
                // the file says "(null)" as long as nobody wrote to it
                look.rareText(vf.path("driver_override")).filter(name -> !name.equals("(null)")),
                facts.numaNode(),
                facts.iommuGroup(),
                facts.netdevs(),
                facts.rdmaDevices(),
                interrupts(look, vf),
                admin,
                use,
                VfGids.read(look, rdma, vf, facts.rdmaDevices(), use));
    }

    // the folder is there as long as a driver has interrupts
    private static OptionalInt interrupts(Look look, PciFunction vf) {
        return vf.has("msi_irqs")
                ? look.folder(vf.path("msi_irqs"))
                        .map(vectors -> OptionalInt.of(vectors.size()))
                        .orElseGet(OptionalInt::empty)
                : OptionalInt.empty();
    }

    static VirtualFunction orphan(Look look, PciFunction vf, RdmaDevices rdma, VfUses uses) {
        return read(look, vf, rdma, OptionalInt.empty(), Optional.empty(), uses);
    }

    /// A VF that its PF links to and that is not there: it has just gone, or was not captured.
    static VirtualFunction unseen(Look look, PciAddress address, OptionalInt index) {
        look.gap(address.sysfsPath(), look.whole() ? "gone while being read" : Look.NOT_CAPTURED);
        return new VirtualFunction(
                index,
                address,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                new VfUse.Unknown());
    }
}
