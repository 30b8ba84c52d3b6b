package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A PF whose firmware offers no VFs, or whose offer the kernel did not take, has no file to ask
/// for them (drivers/pci/iov.c, sriov_init).
final class SriovNotOffered implements PfCheck {

    static final String ID = "sriov-not-offered";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D12",
                            Link.FIRMWARE,
                            "Does every PF of which VFs are wanted offer any?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    private static final String TOTAL = "sriov_totalvfs";

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
        OptionalInt total = pf.sriov().map(Sriov::totalVfs).orElse(OptionalInt.empty());
        if (total.orElse(0) > 0 || Scope.vfs(pf) > 0) {
            return new Conclusion.Intact(subject);
        }
        return host.unread(subject, pf.path(TOTAL))
                .orElseGet(() -> none(host, pf, total.isPresent()));
    }

    private static Conclusion none(Examination host, PhysicalFunction pf, boolean lowered) {
        Optional<Pcie.Capability> capability = pf.pcie().capability();
        if (capability.isEmpty()) {
            return host.unknown(Examination.subject(pf), pf.path("config"));
        }
        int offered = capability.get().totalVfs();
        if (offered == 0) {
            return byFirmware(pf);
        }
        return lowered ? byDriver(pf, offered) : byKernel(host, pf, offered);
    }

    private static Conclusion byFirmware(PhysicalFunction pf) {
        String cause = "The firmware of %s offers no VFs: TotalVFs of its SR-IOV capability is 0.";
        return new FindingDraft(INFO, Examination.subject(pf), cause.formatted(pf.address()))
                .fix(VfLimit.raise(pf, VfLimit.AS_MANY))
                .evidence(Evidence.of(pf.path("config"), "TotalVFs 0", "at least 1"))
                .conclude();
    }

    private static Conclusion byDriver(PhysicalFunction pf, int offered) {
        String cause =
                "The card of %s offers %d VFs, and its driver %s took that down to none."
                        .formatted(pf.address(), offered, pf.driver().orElse(""));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .fix(Fix.of("dmesg | grep " + pf.address()))
                .evidence(Evidence.of(pf.path(TOTAL), "0", offered + ", as in config"))
                .conclude();
    }

    private static Conclusion byKernel(Examination host, PhysicalFunction pf, int offered) {
        boolean others =
                host.inventory().physicalFunctions().stream()
                        .anyMatch(other -> other.sriov().isPresent());
        String why =
                others
                        ? "refused its SR-IOV capability, as other PFs here show"
                        : "was built without CONFIG_PCI_IOV, or refused its SR-IOV capability";
        return new FindingDraft(
                        INFO,
                        Examination.subject(pf),
                        "The card of %s offers %d VFs, and the kernel %s."
                                .formatted(pf.address(), offered, why))
                .reference("D11")
                .confidence(Confidence.HIGH)
                .fix(
                        List.of(
                                Fix.of("dmesg | grep " + pf.address()),
                                Fix.of("grep CONFIG_PCI_IOV /boot/config-$(uname -r)")))
                .evidence(Evidence.of(pf.path(TOTAL), "absent", Integer.toString(offered)))
                .conclude();
    }
}
