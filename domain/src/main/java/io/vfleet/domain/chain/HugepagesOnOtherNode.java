package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Hugepages that all lie on another NUMA node than the card are reached through the link between
/// the sockets. That matters to DPDK and VMs, to kernel drivers not at all.
final class HugepagesOnOtherNode implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "hugepages-on-other-node",
                            "D42",
                            Link.HUGEPAGES,
                            "Are there hugepages on the NUMA node of every PF?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final String NODES = "/sys/devices/system/node";
    private static final Set<String> CONSUMERS = Set.of("vfio-pci", "uio_pci_generic", "igb_uio");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Map<Long, Map<Integer, Long>> sizes = perNode(host);
        if (pf.numaNode().isEmpty()) {
            return host.unread(subject, pf.path("numa_node"))
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "on no NUMA node"));
        }
        if (sizes.isEmpty()) {
            return host.unread(subject, NODES)
                    .orElseGet(() -> new Conclusion.NotApplicable(subject, "no hugepages"));
        }
        int node = pf.numaNode().getAsInt();
        List<Long> elsewhere =
                sizes.entrySet().stream()
                        .filter(size -> size.getValue().size() > 1)
                        .filter(size -> size.getValue().getOrDefault(node, 0L) == 0)
                        .map(Map.Entry::getKey)
                        .toList();
        return elsewhere.isEmpty()
                ? new Conclusion.Intact(subject)
                : broken(pf, node, elsewhere, sizes);
    }

    /// The pools of nodes by size; sizes of which there are none at all are left out.
    private static Map<Long, Map<Integer, Long>> perNode(Examination host) {
        Map<Long, Map<Integer, Long>> sizes = new TreeMap<>();
        for (HugepagePool pool : host.inventory().hugepages()) {
            pool.numaNode()
                    .ifPresent(node ->
                            sizes.computeIfAbsent(pool.sizeKiB(), _ -> new TreeMap<>())
                                    .put(node, pool.total()));
        }
        sizes.values().removeIf(nodes -> nodes.values().stream().allMatch(total -> total == 0));
        return sizes;
    }

    private static Conclusion broken(
            PhysicalFunction pf,
            int node,
            List<Long> elsewhere,
            Map<Long, Map<Integer, Long>> sizes) {
        boolean consumed =
                pf.virtualFunctions().stream()
                        .anyMatch(vf -> vf.driver().filter(CONSUMERS::contains).isPresent());
        List<Evidence> proofs = new ArrayList<>();
        List<Fix> fixes = new ArrayList<>();
        for (long size : elsewhere) {
            String file = path(node, size);
            proofs.add(
                    Evidence.of(
                            file, "0", nodes(sizes.getOrDefault(size, Map.of())) + " elsewhere"));
            fixes.add(Fix.of("echo COUNT > " + file));
        }
        String named = elsewhere.stream().map(Words::size).collect(Collectors.joining(", "));
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "NUMA node %d of %s has no hugepages of %s, other nodes have."
                                .formatted(node, pf.address(), named))
                .severity(consumed ? Severity.WARNING : Severity.INFO)
                .confidence(consumed ? Confidence.MEDIUM : Confidence.LOW)
                .fix(fixes)
                .evidence(proofs)
                .conclude();
    }

    private static String nodes(Map<Integer, Long> totals) {
        return totals.entrySet().stream()
                .filter(total -> total.getValue() > 0)
                .map(total -> "%d on node %d".formatted(total.getValue(), total.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String path(int node, long sizeKiB) {
        return "%s/node%d/hugepages/hugepages-%dkB/nr_hugepages".formatted(NODES, node, sizeKiB);
    }
}
