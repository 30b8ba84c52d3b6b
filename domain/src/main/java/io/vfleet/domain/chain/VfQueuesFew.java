package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// E810 deals its interrupts evenly: the more VFs, the fewer queues each (17, 5, 3 or 2 interrupts
/// of which one is for messages; drivers/net/ethernet/intel/ice/ice_sriov.c, ice_set_per_vf_res).
final class VfQueuesFew implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-queues-few",
                            "D61",
                            Link.VFS,
                            "Has every VF more than a queue or two?")
                    .showing(Symptom.HALF_PERFORMANCE);
    private static final String PF_DRIVER = "ice";
    private static final String VF_DRIVER = "iavf";
    private static final int MEDIUM_TIER = 5;
    private static final String INTERRUPTS = "msi_irqs";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VirtualFunction> judged =
                pf.driver().filter(PF_DRIVER::equals).isEmpty()
                        ? List.of()
                        : pf.virtualFunctions().stream()
                                .filter(vf -> vf.driver().filter(VF_DRIVER::equals).isPresent())
                                .toList();
        if (judged.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no VF of an E810 on its own driver");
        }
        List<VirtualFunction> few = judged.stream().filter(VfQueuesFew::few).toList();
        if (!few.isEmpty()) {
            return broken(pf, judged.size(), few);
        }
        return judged.stream()
                .filter(vf -> vf.interrupts().isEmpty())
                .flatMap(vf -> host.unread(subject, vf.path(INTERRUPTS)).stream())
                .findFirst()
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    // none at all: its interface is down, which takes its interrupts away
    private static boolean few(VirtualFunction vf) {
        OptionalInt interrupts = vf.interrupts();
        return interrupts.orElse(0) > 0 && interrupts.getAsInt() < MEDIUM_TIER;
    }

    private static Conclusion broken(PhysicalFunction pf, int all, List<VirtualFunction> few) {
        int least = few.stream().mapToInt(vf -> vf.interrupts().orElse(0)).min().orElse(0);
        Optional<VirtualFunction> first = few.stream().findFirst();
        String cause =
                "%d of %s of %s with no more than %s: with fewer VFs the driver gives each more."
                        .formatted(
                                few.size(),
                                Words.count(all, "VF"),
                                pf.address(),
                                Words.count(Math.max(1, least - 1), "queue"));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.INFO)
                .confidence(Confidence.MEDIUM)
                .fix(
                        Fix.destroyingVfs(
                                        "# want fewer VFs of %s than %d"
                                                .formatted(pf.address(), Scope.vfs(pf)))
                                .by(OperationKind.RESIZE_VFS))
                .evidence(
                        first.stream()
                                .map(vf ->
                                        Evidence.of(
                                                vf.path(INTERRUPTS),
                                                Words.count(least, "interrupt"),
                                                "at least " + MEDIUM_TIER))
                                .toList())
                .conclude();
    }
}
