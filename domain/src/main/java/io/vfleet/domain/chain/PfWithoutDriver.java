package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// VFs are made by the PF's own driver: without it there is nobody to make them.
final class PfWithoutDriver implements PfCheck {

    static final String ID = "pf-without-driver";

    private static final CheckInfo INFO =
            CheckInfo.critical(ID, "D23", Link.VFS, "Has every PF a driver that can make VFs?")
                    .showing(Symptom.NUMVFS_WRITE_FAILS);
    private static final Set<String> HOLDERS =
            Set.of("vfio-pci", "pci-stub", "uio_pci_generic", "igb_uio");

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
        if (pf.driver().isEmpty()) {
            return host.unread(subject, pf.path("driver")).orElseGet(() -> broken(pf));
        }
        // vfio-pci can make VFs where its enable_sriov is set: then they are there
        boolean held = HOLDERS.contains(pf.driver().get()) && Scope.vfs(pf) == 0;
        return held ? broken(pf) : new Conclusion.Intact(subject);
    }

    private static Conclusion broken(PhysicalFunction pf) {
        String said = pf.driver().orElse("absent");
        String cause =
                pf.driver()
                        .map(driver -> "%s is held by %s, which makes no VFs.")
                        .orElse("%s has no driver, so nothing can make VFs on it.")
                        .formatted(pf.address(), said);
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .fix(fixes(pf))
                .evidence(Evidence.of(pf.path("driver"), said, "the card's own driver"))
                .conclude();
    }

    private static List<Fix> fixes(PhysicalFunction pf) {
        List<Fix> steps = new ArrayList<>();
        pf.driver()
                .ifPresent(_ -> {
                    steps.add(Fix.of("echo > " + pf.path("driver_override")));
                    steps.add(
                            Fix.inWindow(
                                    "echo %s > %s"
                                            .formatted(pf.address(), pf.path("driver/unbind"))));
                });
        steps.add(Fix.of("modprobe \"$(cat %s)\"".formatted(pf.path("modalias"))));
        steps.add(Fix.of("echo %s > /sys/bus/pci/drivers_probe".formatted(pf.address())));
        steps.add(Fix.of("dmesg | grep " + pf.address()));
        return steps;
    }
}
