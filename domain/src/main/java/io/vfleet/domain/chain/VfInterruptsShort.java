package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.remedy.Fix;
import java.util.OptionalInt;

/// On E810 every VF takes at least two of the card's interrupts, and PF, RDMA and the CPUs take
/// theirs first: hosts with many CPUs may have none left
/// (drivers/net/ethernet/intel/ice/ice_sriov.c, ice_set_per_vf_res: ENOSPC). Other drivers give
/// each VF a fixed share, or tell no pool.
final class VfInterruptsShort implements PfCheck {

    static final String ID = "vf-interrupts-short";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D21",
                            Link.VFS,
                            "Has the card interrupts left for the VFs that are wanted?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    private static final String ICE = "ice";
    private static final String POOL = "sriov_vf_total_msix";
    private static final int LEAST = 2;

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        int wanted = host.desired(pf).map(Range::min).orElse(0);
        if (pf.driver().filter(ICE::equals).isEmpty() || wanted == 0) {
            return new Conclusion.NotApplicable(
                    subject, "only ice deals interrupts from a pool, and only a count needs them");
        }
        if (Scope.vfs(pf) >= wanted) {
            return new Conclusion.Intact(subject);
        }
        OptionalInt pool = pf.sriov().map(Sriov::vfTotalMsix).orElse(OptionalInt.empty());
        if (pool.isEmpty()) {
            return host.unread(subject, pf.path(POOL))
                    .orElseGet(() ->
                            new Conclusion.NotApplicable(subject, "this kernel tells no pool"));
        }
        int left = pool.getAsInt();
        // 0 is what a driver says that cannot deal them out, never an empty pool
        boolean enough = left == 0 || left >= LEAST * wanted;
        return enough ? new Conclusion.Intact(subject) : broken(pf, left, wanted);
    }

    private static Conclusion broken(PhysicalFunction pf, int left, int wanted) {
        int possible = Math.max(0, left / LEAST);
        String pool =
                left < 0
                        ? Integer.toUnsignedString(left) + ", which is a count below 0"
                        : Integer.toString(left);
        String cause =
                "%s has interrupts for %s at most, and %d are wanted: the driver would refuse (ENOSPC)."
                        .formatted(pf.address(), Words.count(possible, "VF"), wanted);
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Scope.vfs(pf) == 0 ? Severity.CRITICAL : Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("# want at most %d VFs of %s".formatted(possible, pf.address())))
                .fix(
                        Fix.inWindow(
                                "# where RDMA is not used: unload irdma, which takes interrupts, too"))
                .fix(
                        Fix.of(
                                "devlink resource show pci/%s; devlink dev param show pci/%s"
                                        .formatted(pf.address(), pf.address())))
                .evidence(Evidence.of(pf.path(POOL), pool, "at least " + LEAST * wanted))
                .conclude();
    }
}
