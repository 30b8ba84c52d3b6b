package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.stream.Stream;

/// On a machine with several NUMA nodes a card whose node the firmware does not tell (_PXM) cannot
/// be given CPUs and memory next to it.
final class NumaNodeUnknown implements Check {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "numa-node-unknown",
                            "D42",
                            Link.FIRMWARE,
                            "Is it known on which NUMA node every PF is?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final String FILE = "numa_node";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Stream<Conclusion> examine(Examination host) {
        long nodes =
                host.inventory().hugepages().stream()
                        .map(HugepagePool::numaNode)
                        .filter(node -> node.isPresent())
                        .distinct()
                        .count();
        return host.pfs().stream().map(pf -> conclude(host, pf, nodes));
    }

    private static Conclusion conclude(Examination host, PhysicalFunction pf, long nodes) {
        Subject subject = Examination.subject(pf);
        if (pf.numaNode().isPresent()) {
            return new Conclusion.Intact(subject);
        }
        return host.unread(subject, pf.path(FILE))
                .orElseGet(() ->
                        nodes > 1
                                ? broken(pf, nodes)
                                : new Conclusion.NotApplicable(
                                        subject, "not seen that there is more than one node"));
    }

    private static Conclusion broken(PhysicalFunction pf, long nodes) {
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "The firmware does not say on which of %d NUMA nodes %s is."
                                .formatted(nodes, pf.address()))
                .severity(Severity.INFO)
                .confidence(Confidence.HIGH)
                .fix(Fix.withReboot("# update the BIOS; until then see the board's manual"))
                .evidence(Evidence.of(pf.path(FILE), "-1", "0 to " + (nodes - 1)))
                .conclude();
    }
}
