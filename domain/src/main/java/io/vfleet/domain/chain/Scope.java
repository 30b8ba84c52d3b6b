package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether a PF counts, and why: it has VFs, people or a file want VFs of it, it lost them at boot,
/// or they could not be made.
record Scope(PhysicalFunction pf, boolean counts, String why) {

    static List<Scope> of(NodeInventory inventory, Expectations expectations) {
        return inventory.physicalFunctions().stream()
                .sorted(Comparator.comparing(PhysicalFunction::address))
                .map(pf -> of(pf, inventory, expectations))
                .toList();
    }

    private static Scope of(
            PhysicalFunction pf, NodeInventory inventory, Expectations expectations) {
        if (!network(pf)) {
            String said = pf.classCode().map(code -> "class " + code).orElse("its class is unread");
            return new Scope(pf, false, "not a network function (" + said + ")");
        }
        int vfs = vfs(pf);
        if (vfs > 0) {
            return new Scope(pf, true, "has " + Words.count(vfs, "VF"));
        }
        Integer desired = expectations.desiredVfs().get(pf.address());
        if (desired != null) {
            return new Scope(pf, true, Words.count(desired, "VF") + " wanted");
        }
        Optional<VfCountOwner> asking = asking(inventory, pf.address()).findFirst();
        if (asking.isPresent()) {
            return new Scope(
                    pf,
                    true,
                    "%s asks for %s"
                            .formatted(
                                    asking.get().path(),
                                    Words.count(asking.get().numVfs().orElse(0), "VF")));
        }
        int before = before(inventory, pf.address());
        if (before > 0) {
            return new Scope(
                    pf, true, "had " + Words.count(before, "VF") + " before the last boot");
        }
        Optional<Journal.FailedWrite> failed = failedWrite(inventory, pf.address());
        if (failed.isPresent()) {
            return new Scope(
                    pf, true, Words.count(failed.get().wanted(), "VF") + " were asked of it");
        }
        return new Scope(pf, false, "has no VFs, and none are wanted");
    }

    /// How many VFs there are by the count or by the links, whichever was readable.
    static int vfs(PhysicalFunction pf) {
        int linked = pf.virtualFunctions().size();
        return Math.max(linked, pf.sriov().flatMap(Scope::counted).orElse(0));
    }

    /// How many VFs the PF had when it was last seen before this boot; none when somebody has
    /// changed the count since, which is no loss.
    static int before(NodeInventory inventory, PciAddress pf) {
        return changed(inventory, pf) ? 0 : remembered(inventory.journal(), pf);
    }

    /// Whether somebody has changed the PF's count since the boot.
    static boolean changed(NodeInventory inventory, PciAddress pf) {
        return inventory
                .journal()
                .lastVfChange()
                .filter(change -> change.pf().equals(pf))
                .filter(change -> underThisBoot(inventory, change))
                .isPresent();
    }

    /// The files that make VFs of this PF at boot, by path; one that names no PF may mean another.
    static Stream<VfCountOwner> asking(NodeInventory inventory, PciAddress pf) {
        return inventory.owners().stream()
                .filter(owner -> owner.numVfs().orElse(0) > 0)
                .filter(owner -> owner.pf().filter(pf::equals).isPresent())
                .sorted(Comparator.comparing(VfCountOwner::path));
    }

    /// The agent's last change of this PF under this boot, where it failed.
    static Optional<Journal.FailedWrite> failedWrite(NodeInventory inventory, PciAddress pf) {
        return inventory.journal().failedWrites().stream()
                .filter(failed -> failed.pf().equals(pf))
                .filter(failed -> failed.bootId().equals(inventory.host().bootId()))
                .findFirst();
    }

    private static boolean underThisBoot(NodeInventory inventory, Journal.VfChange change) {
        return inventory.host().bootId().filter(change.bootId()::equals).isPresent();
    }

    private static int remembered(Journal journal, PciAddress pf) {
        return journal.beforeBoot().stream()
                .filter(count -> count.pf().equals(pf))
                .mapToInt(Journal.VfCount::numVfs)
                .max()
                .orElse(0);
    }

    // a class that could not be read is no reason to overlook a network card
    private static boolean network(PhysicalFunction pf) {
        return pf.network() || pf.classCode().isEmpty() && looksLikeNetwork(pf);
    }

    private static boolean looksLikeNetwork(PhysicalFunction pf) {
        Stream<String> classes =
                pf.virtualFunctions().stream().flatMap(vf -> vf.classCode().stream());
        return !pf.netdevs().isEmpty() || classes.anyMatch(code -> code.startsWith("02"));
    }

    private static Optional<Integer> counted(PhysicalFunction.Sriov sriov) {
        return sriov.numVfs().stream().boxed().findFirst();
    }
}
