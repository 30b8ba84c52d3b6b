package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A VF that waits for a VM or DPDK needs memory, too: hugepages that are all taken or promised are
/// none for who comes next. Without such a VF nobody asks for them.
final class HugepagesUsedUp implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "hugepages-used-up",
                            "D40",
                            Link.HUGEPAGES,
                            "Are hugepages left near the card for VFs that wait for a VM or DPDK?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final Set<String> CONSUMERS = Set.of("vfio-pci", "uio_pci_generic", "igb_uio");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VirtualFunction> waiting =
                pf.virtualFunctions().stream()
                        .filter(vf -> vf.driver().filter(CONSUMERS::contains).isPresent())
                        .filter(vf -> !(vf.use() instanceof VfUse.Held))
                        .toList();
        if (waiting.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF waits for a VM or DPDK");
        }
        List<HugepagePool> near = near(host, pf);
        if (near.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no hugepages");
        }
        Optional<HugepagePool> unread =
                near.stream().filter(pool -> pool.free().isEmpty()).findFirst();
        if (unread.isPresent()) {
            return host.unknown(subject, path(unread.get()));
        }
        if (near.stream().anyMatch(pool -> left(host, pool) > 0)) {
            return new Conclusion.Intact(subject);
        }
        boolean free = waiting.stream().anyMatch(vf -> vf.use() instanceof VfUse.Free);
        return free
                ? broken(pf, waiting, near)
                : new Conclusion.Unknown(
                        subject,
                        waiting.getFirst().address().sysfsPath(),
                        "who uses it is not known");
    }

    /// The pools of the card's node, else those of the machine; sizes of which there are none at
    /// all are left out.
    private static List<HugepagePool> near(Examination host, PhysicalFunction pf) {
        List<HugepagePool> own = of(host, pf.numaNode());
        return pf.numaNode().isPresent() && !own.isEmpty() ? own : of(host, OptionalInt.empty());
    }

    private static List<HugepagePool> of(Examination host, OptionalInt node) {
        return host.inventory().hugepages().stream()
                .filter(pool -> pool.numaNode().equals(node) && pool.total() > 0)
                .sorted((one, other) -> Long.compare(one.sizeKiB(), other.sizeKiB()))
                .toList();
    }

    // what is promised is told for the whole machine only
    private static long left(Examination host, HugepagePool pool) {
        long promised =
                of(host, OptionalInt.empty()).stream()
                        .filter(all -> all.sizeKiB() == pool.sizeKiB())
                        .mapToLong(all -> all.free().orElse(0) - all.reserved().orElse(0))
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
        return Math.min(pool.free().orElse(0), promised);
    }

    private static Conclusion broken(
            PhysicalFunction pf, List<VirtualFunction> waiting, List<HugepagePool> near) {
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "%s of %s%s for a VM or DPDK, and no hugepage near the card is left."
                                .formatted(
                                        Words.count(waiting.size(), "VF"),
                                        pf.address(),
                                        waiting.size() == 1 ? " waits" : " wait"))
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(
                        near.stream()
                                .map(pool ->
                                        Fix.of(
                                                "echo COUNT > "
                                                        + path(pool).replace("free_", "nr_")))
                                .toList())
                .evidence(
                        near.stream()
                                .map(pool ->
                                        Evidence.of(
                                                path(pool),
                                                "none of %d left".formatted(pool.total()),
                                                "at least 1"))
                                .toList())
                .conclude();
    }

    private static String path(HugepagePool pool) {
        String folder =
                pool.numaNode().isPresent()
                        ? "/sys/devices/system/node/node" + pool.numaNode().getAsInt()
                        : "/sys/kernel/mm";
        return "%s/hugepages/hugepages-%dkB/free_hugepages".formatted(folder, pool.sizeKiB());
    }
}
