package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.remedy.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Who reads `sriov_numvfs` waits for who writes it: both take the lock of the PF
/// (drivers/pci/iov.c, sriov_numvfs_show). One look cannot tell a slow write from one that hangs; a
/// write of the agent's own that was given up before can.
final class VfCountWriteHangs implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-count-write-hangs",
                            "D32",
                            Link.VFS,
                            "Does the file of every PF's VF count answer?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    private static final String COUNT = "sriov_numvfs";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        boolean told =
                pf.sriov()
                        .map(PhysicalFunction.Sriov::numVfs)
                        .filter(OptionalInt::isPresent)
                        .isPresent();
        if (told) {
            return new Conclusion.Intact(subject);
        }
        Optional<Gap> gap = host.gap(pf.path(COUNT));
        return gap.map(Gap::reason).filter(VfCountWriteHangs::waited).isPresent()
                ? broken(host, pf, gap.get())
                : host.unread(subject, pf.path(COUNT))
                        .orElseGet(
                                () -> new Conclusion.NotApplicable(subject, "it offers no SR-IOV"));
    }

    private static boolean waited(String reason) {
        return reason.contains(WriteFailure.NO_ANSWER);
    }

    private static Conclusion broken(Examination host, PhysicalFunction pf, Gap gap) {
        Optional<FailedWrite> own =
                Scope.failedWrite(host.inventory(), pf.address())
                        .filter(failed -> failed.errno().equals(WriteFailure.NO_ANSWER));
        String cause =
                own.isPresent()
                        ? "A write of the VF count of %s hangs since %s, and everybody who reads or writes it after that hangs with it."
                                .formatted(pf.address(), own.get().at())
                        : "Somebody is writing the VF count of %s, or a write of it hangs."
                                .formatted(pf.address());
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(own.isPresent() ? Severity.CRITICAL : Severity.INFO)
                .confidence(own.isPresent() ? Confidence.PROOF : Confidence.MEDIUM)
                .fix(fixes(pf, own.isPresent()))
                .evidence(Evidence.of(pf.path(COUNT), gap.reason(), "a number"))
                .conclude();
    }

    private static List<Fix> fixes(PhysicalFunction pf, boolean hangs) {
        List<Fix> steps = new ArrayList<>();
        steps.add(
                Fix.of(
                        "grep -l -e sriov -e vfio -e mutex /proc/[0-9]*/wchan   # who waits in the"
                                + " kernel"));
        if (hangs) {
            steps.add(
                    Fix.inWindow(
                            "# end who holds a VF of %s: a VM, or a program on /dev/vfio"
                                    .formatted(pf.address())));
            steps.add(
                    Fix.withReboot(
                            "# else reboot the host; until then touch nothing of " + pf.address()));
        }
        return steps;
    }
}
