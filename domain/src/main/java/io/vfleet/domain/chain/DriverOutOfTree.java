package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.Optional;

/// A driver built outside the kernel's tree behaves as its maker's release says, not as the
/// kernel's: worth knowing before its faults are looked for.
final class DriverOutOfTree implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "driver-out-of-tree",
                    "D55",
                    Link.KERNEL,
                    "Is the driver of every PF the kernel's own?");
    private static final String MODULES = "/proc/modules";
    private static final String OUTSIDE = "O";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.driver().isEmpty()) {
            return new Conclusion.NotApplicable(subject, "no driver");
        }
        Optional<KernelModule> module = host.module(pf.driver().get());
        if (module.isEmpty()) {
            // what is built in is the kernel's own
            return host.unread(subject, MODULES).orElseGet(() -> new Conclusion.Intact(subject));
        }
        boolean outside = module.get().taints().orElse("").contains(OUTSIDE);
        return outside ? broken(pf, module.get()) : new Conclusion.Intact(subject);
    }

    private static Conclusion broken(PhysicalFunction pf, KernelModule module) {
        String version = module.version().map(one -> " " + one).orElse("");
        String cause =
                "%s runs on %s%s, which was built outside the kernel's tree."
                        .formatted(pf.address(), module.name(), version);
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.INFO)
                .fix(
                        Fix.of(
                                "modinfo \"$(basename $(realpath %s))\""
                                        .formatted(pf.path("driver/module"))))
                .evidence(
                        Evidence.of(
                                MODULES,
                                "%s (%s)".formatted(module.name(), module.taints().orElse("")),
                                "no O"))
                .conclude();
    }
}
