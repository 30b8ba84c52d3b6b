package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.inventory.Journal.VfChange;
import io.vfleet.domain.remedy.Fix;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A host that boots anew within minutes of a change of VFs may have panicked over it.
final class RebootAfterVfOperation implements NodeCheck {

    private static final Duration SOON = Duration.ofMinutes(10);
    private static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";
    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "reboot-after-vf-operation",
                            "D53",
                            Link.KERNEL,
                            "Did the host reboot within minutes of a change of its VFs?")
                    .showing(Symptom.VF_RESET_PANIC)
                    .causedBy(CrashWithVfs.ID);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        return host.inventory()
                .journal()
                .lastVfChange()
                .map(change -> conclude(host, change))
                .orElseGet(() -> new Conclusion.NotApplicable(NODE, "no VF change remembered"));
    }

    private static Conclusion conclude(Examination host, VfChange change) {
        Optional<String> bootId = host.host().bootId();
        if (bootId.isEmpty()) {
            return host.unknown(NODE, BOOT_ID);
        }
        if (bootId.get().equals(change.bootId())) {
            return new Conclusion.Intact(NODE);
        }
        Optional<Instant> bootedAt = host.host().bootedAt();
        if (bootedAt.isEmpty()) {
            return host.unknown(NODE, "/proc/stat");
        }
        Duration after = Duration.between(change.at(), bootedAt.get());
        boolean soon = !after.isNegative() && after.compareTo(SOON) <= 0;
        return soon ? broken(change, bootId.get(), after) : new Conclusion.Intact(NODE);
    }

    private static Conclusion broken(VfChange change, String bootId, Duration after) {
        String cause =
                "The host booted %d min %d s after the VFs of %s went from %d to %d: a panic or hang"
                                .formatted(
                                        after.toMinutes(),
                                        after.toSecondsPart(),
                                        change.pf(),
                                        change.from(),
                                        change.to())
                        + " over it, or a planned reboot.";
        return new FindingDraft(INFO, NODE, cause)
                .severity(Severity.WARNING)
                .confidence(Confidence.MEDIUM)
                .fix(Fix.of("journalctl -k -b -1 | tail -n 200"))
                .fix(Fix.of("ls -l /sys/fs/pstore /var/lib/systemd/pstore /var/crash"))
                .evidence(Evidence.of(BOOT_ID, bootId, change.bootId()))
                .evidence(
                        Evidence.of(
                                change.pf().sysfsPath() + "/sriov_numvfs",
                                change.from() + " to " + change.to() + " at " + change.at()))
                .conclude();
    }
}
