package io.vfleet.agent.state;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.wire.Report;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// The VF counts an agent saw last, under which boot, and the changes nobody acknowledged yet.
///
/// @param bootId the boot under which `counts` were seen
/// @param counts each PF's VF count as last seen; a PF that vanished keeps its own
/// @param beforeBoot the counts as last seen under the boot before
/// @param pending changes the server has not acknowledged, oldest first
/// @param dropped how many changes were ever given up for want of room
record VfMemory(
        Optional<String> bootId,
        SortedMap<PciAddress, Integer> counts,
        SortedMap<PciAddress, Integer> beforeBoot,
        Optional<Journal.VfChange> lastChange,
        List<Report.Change> pending,
        long dropped) {

    static final VfMemory NONE =
            new VfMemory(
                    Optional.empty(),
                    new TreeMap<>(),
                    new TreeMap<>(),
                    Optional.empty(),
                    List.of(),
                    0);

    /// Most changes kept while the server is away.
    static final int MOST_PENDING = 1_000;

    VfMemory {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        beforeBoot = Collections.unmodifiableSortedMap(new TreeMap<>(beforeBoot));
        pending = List.copyOf(pending);
    }

    /// What there is to remember after having seen `inventory`.
    VfMemory after(NodeInventory inventory, Authors authors) {
        Optional<String> boot = inventory.host().bootId().filter(id -> id.matches("\\S+"));
        if (boot.isEmpty()) {
            // without a boot id a reboot cannot be told from a change
            return this;
        }
        return bootId.equals(boot)
                ? sameBoot(boot.get(), inventory, authors)
                : new VfMemory(boot, counted(inventory), counts, lastChange, pending, dropped);
    }

    VfMemory acknowledged(List<Report.Change> sent) {
        List<Report.Change> left = new ArrayList<>(pending);
        left.removeAll(sent);
        return new VfMemory(bootId, counts, beforeBoot, lastChange, left, dropped);
    }

    Journal journal() {
        return new Journal(
                lastChange,
                beforeBoot.entrySet().stream()
                        .map(entry -> new Journal.VfCount(entry.getKey(), entry.getValue()))
                        .toList(),
                List.of(),
                List.of(),
                dropped);
    }

    private VfMemory sameBoot(String boot, NodeInventory inventory, Authors authors) {
        SortedMap<PciAddress, Integer> now = new TreeMap<>(counts);
        List<Report.Change> changes = new ArrayList<>(pending);
        for (Map.Entry<PciAddress, Integer> seen : counted(inventory).entrySet()) {
            Integer before = now.put(seen.getKey(), seen.getValue());
            if (before != null && !before.equals(seen.getValue())) {
                changes.add(
                        new Report.Change(
                                inventory.collectedAt(),
                                boot,
                                seen.getKey(),
                                before,
                                seen.getValue(),
                                authors.of(seen.getKey(), seen.getValue(), inventory)));
            }
        }
        int excess = Math.max(0, changes.size() - MOST_PENDING);
        return new VfMemory(
                bootId,
                now,
                beforeBoot,
                changes.size() == pending.size() ? lastChange : last(changes),
                changes.subList(excess, changes.size()),
                dropped + excess);
    }

    private static Optional<Journal.VfChange> last(List<Report.Change> changes) {
        Report.Change change = changes.getLast();
        return Optional.of(
                new Journal.VfChange(
                        change.pf(), change.at(), change.bootId(), change.from(), change.to()));
    }

    private static SortedMap<PciAddress, Integer> counted(NodeInventory inventory) {
        SortedMap<PciAddress, Integer> counted = new TreeMap<>();
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            OptionalInt numVfs =
                    pf.sriov().map(PhysicalFunction.Sriov::numVfs).orElse(OptionalInt.empty());
            numVfs.ifPresent(count -> counted.put(pf.address(), count));
        }
        return counted;
    }
}
