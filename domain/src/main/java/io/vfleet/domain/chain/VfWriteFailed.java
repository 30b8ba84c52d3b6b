package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.remedy.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The agent's last change of a PF's VF count was not made by the kernel; errno, driver and the
/// kernel's lines tell why.
final class VfWriteFailed implements PfCheck {

    static final String ID = "vf-write-failed";

    private static final String KERNEL_LOG = "/dev/kmsg";
    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D27",
                            Link.VFS,
                            "Did the kernel make the VFs that were last asked of each PF?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS)
                    .causedBy(
                            PfWithoutDriver.ID,
                            VfInterruptsShort.ID,
                            VfMemoryUnassigned.ID,
                            BusNumbersShort.ID,
                            SriovCapabilityContradicts.ID,
                            SriovNotOffered.ID);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Optional<FailedWrite> failed = Scope.failedWrite(host.inventory(), pf.address());
        Subject subject = Examination.subject(pf);
        if (failed.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no write to it failed under this boot");
        }
        OptionalInt now = host.numVfs(pf);
        return now.isPresent() && now.getAsInt() == failed.get().wanted()
                ? new Conclusion.Intact(subject)
                : broken(pf, failed.get(), now);
    }

    // with VFs left something works; what was asked for does not
    private static Conclusion broken(PhysicalFunction pf, FailedWrite failed, OptionalInt now) {
        boolean none = now.isPresent() && now.getAsInt() == 0;
        WriteFailure why =
                WriteFailure.of(
                        cameBack(pf, failed) ? WriteFailure.LATE_ANSWER : failed.errno(),
                        pf.driver(),
                        failed.kernelLines());
        return new FindingDraft(INFO, Examination.subject(pf), cause(failed, why, now))
                .reference(why.reference())
                .severity(none ? Severity.CRITICAL : Severity.WARNING)
                .confidence(why.certain() ? Confidence.PROOF : Confidence.MEDIUM)
                .fix(why.fixes(place(pf, failed)))
                .evidence(evidence(pf, failed))
                .conclude();
    }

    // the file waits for a write that is running
    private static boolean cameBack(PhysicalFunction pf, FailedWrite failed) {
        return failed.errno().equals(WriteFailure.NO_ANSWER)
                && pf.sriov().filter(files -> files.numVfs().isPresent()).isPresent();
    }

    private static String cause(FailedWrite failed, WriteFailure why, OptionalInt now) {
        String count =
                now.isPresent() ? "has " + Words.count(now.getAsInt(), "VF") : "is not readable";
        return "%s should have got %s at %s and %s (%s). %s"
                .formatted(
                        failed.pf(),
                        Words.count(failed.wanted(), "VF"),
                        failed.at(),
                        count,
                        failed.errno(),
                        why.sentence());
    }

    private static WriteFailure.Place place(PhysicalFunction pf, FailedWrite failed) {
        return new WriteFailure.Place(
                pf.address().toString(),
                Examination.netdev(pf).orElse("the interface of " + pf.address()),
                limit(pf).map(String::valueOf).orElse("sriov_totalvfs"),
                failed.wanted());
    }

    private static List<Evidence> evidence(PhysicalFunction pf, FailedWrite failed) {
        List<Evidence> proofs = new ArrayList<>();
        proofs.add(
                Evidence.of(
                        failed.path(),
                        "%s on writing %s".formatted(failed.errno(), failed.value()),
                        Words.count(failed.wanted(), "VF")));
        failed.kernelLines().forEach(line -> proofs.add(Evidence.of(KERNEL_LOG, line)));
        limit(pf)
                .ifPresent(most ->
                        proofs.add(Evidence.of(pf.path("sriov_totalvfs"), most.toString())));
        return proofs;
    }

    private static Optional<Integer> limit(PhysicalFunction pf) {
        return pf.sriov()
                .map(Sriov::totalVfs)
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt);
    }
}
