package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;

/// The memory of all VFs a card offers is laid out at boot; where it found no room, the kernel
/// refuses to make a single one (drivers/pci/iov.c, sriov_enable: "not enough MMIO resources").
final class VfMemoryUnassigned implements PfCheck {

    static final String ID = "vf-memory-unassigned";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID, "D13", Link.FIRMWARE, "Has the memory of the VFs a place at boot?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    // the lines of the VFs' BARs follow those of the function's own six and its ROM
    private static final int FIRST_LINE = 8;

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
        // VFs that are there have their memory
        if (Scope.vfs(pf) > 0) {
            return new Conclusion.Intact(subject);
        }
        List<Pcie.VfBar> homeless =
                pf.pcie().vfBars().stream().filter(bar -> !bar.assigned()).toList();
        if (!homeless.isEmpty()) {
            return broken(host, pf, homeless);
        }
        return host.unread(subject, pf.path("resource"))
                .orElseGet(() ->
                        pf.pcie().vfBars().isEmpty()
                                ? new Conclusion.NotApplicable(subject, "its VFs have no memory")
                                : new Conclusion.Intact(subject));
    }

    private static Conclusion broken(
            Examination host, PhysicalFunction pf, List<Pcie.VfBar> homeless) {
        long kiB = homeless.stream().mapToLong(Pcie.VfBar::bytes).sum() >> 10;
        String cause =
                "The firmware left no room for the %s that the VFs of %s need: the kernel refuses to"
                        .formatted(Words.size(kiB), pf.address());
        return new FindingDraft(INFO, Examination.subject(pf), cause + " make any (ENOMEM).")
                .confidence(Confidence.HIGH)
                .fix(
                        Fix.withReboot(
                                "# BIOS: enable SR-IOV and Above 4G Decoding, enlarge the MMIO"
                                        + " window"))
                .fix(host.bootTool().add("pci=realloc"))
                .evidence(
                        homeless.stream()
                                .map(bar ->
                                        Evidence.of(
                                                pf.path("resource"),
                                                "line %d: BAR %d of the VFs has no address"
                                                        .formatted(
                                                                FIRST_LINE + bar.index(),
                                                                bar.index()),
                                                Words.size(bar.bytes() >> 10)))
                                .toList())
                .conclude();
    }
}
