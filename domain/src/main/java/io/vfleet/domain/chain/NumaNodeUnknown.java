package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;

/// On a machine with several NUMA nodes a card whose node the firmware does not tell (_PXM) cannot
/// be given CPUs and memory next to it.
final class NumaNodeUnknown implements PfCheck {

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
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.numaNode().isPresent()) {
            return new Conclusion.Intact(subject);
        }
        return host.unread(subject, pf.path(FILE)).orElseGet(() -> unsaid(pf, nodes(host)));
    }

    private static Conclusion unsaid(PhysicalFunction pf, long nodes) {
        return nodes > 1
                ? broken(pf, nodes)
                : new Conclusion.NotApplicable(
                        Examination.subject(pf), "not seen that there is more than one node");
    }

    private static long nodes(Examination host) {
        return host.inventory().hugepages().stream()
                .flatMapToInt(pool -> pool.numaNode().stream())
                .distinct()
                .count();
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
