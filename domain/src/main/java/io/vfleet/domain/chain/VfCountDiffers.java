package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Expectations.Range;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// A PF should have as many VFs as people want of it, else as many as its profile wants.
final class VfCountDiffers implements PfCheck {

    static final String ID = "vf-count-differs";

    private static final CheckInfo INFO =
            CheckInfo.critical(ID, "D31", Link.VFS, "Has every PF as many VFs as are wanted of it?")
                    .causedBy(
                            PfWithoutDriver.ID,
                            VfWriteFailed.ID,
                            VfInterruptsShort.ID,
                            VfMemoryUnassigned.ID,
                            BusNumbersShort.ID,
                            SriovCapabilityContradicts.ID,
                            SriovNotOffered.ID,
                            SriovLost.ID);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /// What offers no SR-IOV cannot have a count.
    @Override
    public Stream<Conclusion> examine(Examination host) {
        Stream<Conclusion> blocked =
                host.formerPfs().stream()
                        .filter(pf -> pf.severity() == Severity.CRITICAL)
                        .map(pf ->
                                new Conclusion.Blocked(
                                        pf.subject(),
                                        pf.path("sriov_numvfs"),
                                        "it offers no SR-IOV"));
        return Stream.concat(PfCheck.super.examine(host), blocked);
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Optional<Range> desired = host.desired(pf);
        if (desired.isEmpty()) {
            return new Conclusion.NotApplicable(subject, "nobody said how many");
        }
        OptionalInt now = host.numVfs(pf);
        if (now.isEmpty()) {
            return host.unknown(subject, pf.path("sriov_numvfs"));
        }
        return desired.get().contains(now.getAsInt())
                ? new Conclusion.Intact(subject)
                : new Difference(host, pf, desired.get(), now.getAsInt()).conclude();
    }

    private record Difference(Examination host, PhysicalFunction pf, Range desired, int now) {

        Conclusion conclude() {
            FindingDraft finding =
                    new FindingDraft(INFO, Examination.subject(pf), cause())
                            .severity(fewer() ? Severity.CRITICAL : Severity.WARNING)
                            .fix(fixes())
                            .evidence(evidence());
            if (fewer() && now == 0) {
                finding.symptom(Symptom.NUMVFS_WRITE_FAILS);
            }
            return finding.conclude();
        }

        private boolean fewer() {
            return now < desired.min();
        }

        private int target() {
            return fewer() ? desired.min() : desired.max();
        }

        private OptionalInt limit() {
            return pf.sriov().map(Sriov::totalVfs).orElse(OptionalInt.empty());
        }

        private boolean beyondLimit() {
            return limit().isPresent() && target() > limit().getAsInt();
        }

        private String cause() {
            String cause =
                    "%s has %s; wanted are %s (%s)."
                            .formatted(
                                    pf.address(),
                                    now == 0 ? "no VFs" : Words.count(now, "VF"),
                                    desired,
                                    who());
            return beyondLimit() ? cause + beyond() : cause;
        }

        private String who() {
            boolean people = host.expectations().desiredVfs().containsKey(pf.address());
            return people
                    ? "set for this PF"
                    : host.expectations()
                            .profile()
                            .map(name -> "profile " + name)
                            .orElse("profile");
        }

        private String beyond() {
            String most =
                    lowered()
                            ? "Its driver makes %d of the %d that its firmware offers"
                                    .formatted(limit().orElse(0), offered())
                            : "It can have %d at most".formatted(limit().orElse(0));
            return " " + most + ": the kernel would refuse the write with ERANGE.";
        }

        private List<Evidence> evidence() {
            String value = Integer.toString(now);
            boolean counted = pf.sriov().filter(one -> one.numVfs().isPresent()).isPresent();
            List<Evidence> proofs = new ArrayList<>();
            proofs.add(
                    Evidence.of(
                            pf.path(counted ? "sriov_numvfs" : "virtfn*"),
                            counted ? value : Words.count(now, "link"),
                            desired.toString()));
            limit().ifPresent(most ->
                    proofs.add(Evidence.of(pf.path("sriov_totalvfs"), Integer.toString(most))));
            return proofs;
        }

        private List<Fix> fixes() {
            return beyondLimit() ? raiseLimit() : List.of(VfCountWrite.of(pf, now, target()));
        }

        private List<Fix> raiseLimit() {
            Fix want =
                    Fix.of(
                            "# want at most %d VFs of %s"
                                    .formatted(limit().orElse(0), pf.address()));
            List<Fix> steps = new ArrayList<>(List.of(want));
            steps.addAll(lowered() ? List.of(look()) : VfLimit.raise(pf, target()));
            return steps;
        }

        // the firmware offers more than the driver passes on (pci_sriov_set_totalvfs): raising its
        // limit helps nobody
        private boolean lowered() {
            return offered() > limit().orElse(Integer.MAX_VALUE);
        }

        private int offered() {
            return pf.pcie().capability().map(Pcie.Capability::totalVfs).orElse(0);
        }

        private Fix look() {
            return Fix.of("dmesg | grep " + pf.address());
        }
    }
}
