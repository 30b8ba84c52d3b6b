package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;

/// Told to do without an IOMMU, vfio makes up groups that keep nothing apart: whoever has the VF
/// can write anywhere (drivers/vfio/group.c).
final class UnsafeNoIommu implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser("unsafe-no-iommu", "D05", Link.KERNEL, "Does vfio insist on an IOMMU?")
                    .showing(Symptom.VF_NOT_ISOLATED);
    private static final String MODE = "/sys/module/vfio/parameters/enable_unsafe_noiommu_mode";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Iommu iommu = host.inventory().iommu();
        Optional<IommuGroup> madeUp =
                iommu.groups().stream().filter(group -> !IommuState.protects(group)).findFirst();
        if (iommu.unsafeNoIommu().orElse(false) || madeUp.isPresent()) {
            return broken(host, madeUp);
        }
        return host.unread(NODE, MODE)
                .orElseGet(() ->
                        iommu.unsafeNoIommu().isEmpty()
                                ? new Conclusion.NotApplicable(NODE, "vfio is not loaded")
                                : new Conclusion.Intact(NODE));
    }

    // where an IOMMU is at work the mode concerns only what it does not cover
    private static Conclusion broken(Examination host, Optional<IommuGroup> madeUp) {
        boolean used = madeUp.isPresent() || IommuState.of(host) == IommuState.OFF;
        String cause =
                "vfio hands out devices without an IOMMU (enable_unsafe_noiommu_mode): who has one"
                        + (used ? " can" : " that the IOMMU does not cover can")
                        + " write to all memory.";
        return new FindingDraft(INFO, NODE, cause)
                .severity(used ? Severity.WARNING : Severity.INFO)
                .fix(
                        List.of(
                                Fix.of("echo N > " + MODE),
                                Fix.of("grep -r noiommu /etc/modprobe.d /proc/cmdline")))
                .evidence(
                        Evidence.of(
                                madeUp.isPresent() ? IommuState.GROUPS + "/*/name" : MODE,
                                madeUp.isPresent() ? IommuState.UNPROTECTED : "Y",
                                madeUp.isPresent() ? "groups that an IOMMU made" : "N"))
                .conclude();
    }
}
