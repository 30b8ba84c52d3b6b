package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Groups are made at boot. Who switches ACS off afterwards (setpci, a recipe for GPUDirect) leaves
/// the groups as they were and lets devices write to each other past the IOMMU.
final class AcsSwitchedOff implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "acs-switched-off",
                            "D10",
                            Link.FIRMWARE,
                            "Is ACS still on where the IOMMU groups were made by it?")
                    .showing(Symptom.VF_NOT_ISOLATED);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        List<VirtualFunction> vfs = pf.virtualFunctions();
        boolean alone =
                !vfs.isEmpty()
                        && vfs.stream()
                                .allMatch(vf ->
                                        host.groups().of(vf) instanceof Groups.Membership.Alone);
        if (!alone) {
            return new Conclusion.NotApplicable(subject, "no VFs that their groups keep apart");
        }
        List<AcsHop> hops = AcsHop.all(host, pf).toList();
        return hops.stream()
                .flatMap(hop -> switchedOff(hop).stream())
                .findFirst()
                .map(hop -> broken(pf, hop))
                .or(() -> hops.stream().flatMap(hop -> unread(host, subject, hop)).findFirst())
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    // one without the capability is known to be safe otherwise, as the groups prove
    private static Optional<AcsHop.Fails> switchedOff(AcsHop hop) {
        return hop instanceof AcsHop.Fails fails && fails.kind() == AcsHop.Flaw.SWITCHED_OFF
                ? Optional.of(fails)
                : Optional.empty();
    }

    private static Stream<Conclusion> unread(Examination host, Subject subject, AcsHop hop) {
        return hop instanceof AcsHop.NotKnown(String path, _)
                ? host.unread(subject, path).stream()
                : Stream.empty();
    }

    // some ports of Intel's chipsets have these words elsewhere (drivers/pci/quirks.c,
    // pci_quirk_intel_spt_pch_acs_match), therefore less sure
    private static Conclusion broken(PhysicalFunction pf, AcsHop.Fails hop) {
        String cause =
                "The VFs of %s are alone in their groups, but the %s %s has %s: what is below it can"
                                .formatted(pf.address(), hop.type(), hop.port(), hop.flaw())
                        + " write to each other past the IOMMU.";
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("lspci -vv -s " + hop.port() + " | grep -e ACSCap -e ACSCtl"))
                .fix(
                        Fix.withReboot(
                                "# keep it so for GPUDirect, else find who runs setpci, reboot"))
                .evidence(
                        Evidence.of(
                                hop.port().sysfsPath() + "/config",
                                hop.flaw(),
                                "ACS with SV, RR, CR and UF on, as far as offered"))
                .conclude();
    }
}
