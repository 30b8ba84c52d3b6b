package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.List;

/// Without interrupt remapping a VM can raise interrupts of others, and vfio hands out nothing
/// unless it is told to do so unsafely (drivers/vfio/vfio_iommu_type1.c).
final class InterruptsNotRemapped implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "interrupts-not-remapped",
                            "D06",
                            Link.FIRMWARE,
                            "Does the firmware offer to remap interrupts, too?")
                    .showing(Symptom.VF_NOT_ISOLATED);
    private static final String DMAR = IommuState.TABLES + "/DMAR";
    private static final String VFIO = "vfio-pci";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Iommu iommu = host.inventory().iommu();
        if (!iommu.acpiTables().contains("DMAR")) {
            return new Conclusion.NotApplicable(NODE, "only Intel's table is read for it");
        }
        if (IommuState.of(host) != IommuState.ACTIVE) {
            return new Conclusion.NotApplicable(NODE, "no IOMMU is at work");
        }
        return iommu.interruptRemapping()
                .map(offered -> offered ? new Conclusion.Intact(NODE) : broken(host))
                .orElseGet(() -> host.unknown(NODE, DMAR));
    }

    private static Conclusion broken(Examination host) {
        List<VirtualFunction> onVfio =
                host.pfs().stream()
                        .flatMap(pf -> pf.virtualFunctions().stream())
                        .filter(vf -> vf.driver().filter(VFIO::equals).isPresent())
                        .toList();
        String whom =
                onVfio.isEmpty()
                        ? " No VF is on vfio-pci now."
                        : " %s on vfio-pci.".formatted(Words.are(onVfio.size(), "VF"));
        return new FindingDraft(
                        INFO,
                        NODE,
                        "The firmware does not offer to remap interrupts: a VM could raise those of"
                                + " others, and vfio refuses devices."
                                + whom)
                .severity(onVfio.isEmpty() ? Severity.INFO : Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.withReboot("# BIOS: enable x2APIC and interrupt remapping"))
                .evidence(Evidence.of(DMAR, "byte 37, bit 0 is 0", "1"))
                .conclude();
    }
}
