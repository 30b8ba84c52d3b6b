package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;

/// Without VF migration InitialVFs and TotalVFs are the same (PCIe 6.0 §9.3.3.5); the kernel makes
/// no VFs on a card that says otherwise (drivers/pci/iov.c, sriov_enable: EIO).
final class SriovCapabilityContradicts implements PfCheck {

    static final String ID = "sriov-capability-contradicts";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D27",
                            Link.FIRMWARE,
                            "Does the card say the same of its VFs in all places?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (!host.wantsVfs(pf)) {
            return new Conclusion.NotApplicable(subject, "no VFs are wanted");
        }
        if (Scope.vfs(pf) > 0) {
            return new Conclusion.Intact(subject);
        }
        return pf.pcie()
                .capability()
                .map(capability ->
                        capability.initialVfs() == capability.totalVfs()
                                ? new Conclusion.Intact(subject)
                                : broken(pf, capability))
                .orElseGet(() -> host.unknown(subject, pf.path("config")));
    }

    private static Conclusion broken(PhysicalFunction pf, Pcie.Capability capability) {
        String cause =
                "The firmware of %s names %d VFs to start with and %d in all: the kernel makes none"
                                .formatted(
                                        pf.address(),
                                        capability.initialVfs(),
                                        capability.totalVfs())
                        + " (EIO).";
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .fix(Fix.withReboot("# update the firmware of " + pf.address()))
                .evidence(
                        Evidence.of(
                                pf.path("config"),
                                "InitialVFs " + capability.initialVfs(),
                                "TotalVFs " + capability.totalVfs()))
                .conclude();
    }
}
