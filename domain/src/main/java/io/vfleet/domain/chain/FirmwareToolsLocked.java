package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.remedy.Fix;
import java.util.Optional;

/// A kernel that locked itself down lets no tool write to a card's configuration space, as
/// mlxconfig and setpci do (kernel_lockdown(7)).
final class FirmwareToolsLocked implements NodeCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                    "firmware-tools-locked",
                    "D58",
                    Link.KERNEL,
                    "May tools change the firmware settings of the cards?");
    private static final String FILE = "/sys/kernel/security/lockdown";
    private static final String NONE = "none";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        Optional<String> lockdown = host.host().lockdown();
        if (lockdown.isEmpty()) {
            return host.unread(NODE, FILE)
                    .orElseGet(() ->
                            new Conclusion.NotApplicable(NODE, "this kernel cannot be locked"));
        }
        return lockdown.get().equals(NONE) ? new Conclusion.Intact(NODE) : broken(lockdown.get());
    }

    private static Conclusion broken(String lockdown) {
        String cause =
                "The kernel is locked down (%s): mlxconfig, mstconfig and setpci cannot write."
                        .formatted(lockdown);
        return new FindingDraft(INFO, NODE, cause)
                .severity(Severity.INFO)
                .fix(Fix.withReboot("# change settings by devlink, or with Secure Boot off"))
                .evidence(Evidence.of(FILE, lockdown, NONE))
                .conclude();
    }
}
