package io.vfleet.domain.chain;

import static io.vfleet.domain.chain.Examination.NODE;

import io.vfleet.domain.chain.KernelLines.Meaning;
import io.vfleet.domain.inventory.CrashRecord;
import io.vfleet.domain.inventory.Journal.VfChange;
import io.vfleet.domain.remedy.Fix;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An earlier kernel crashed, and what it left names the making or resetting of VFs, or was written
/// within minutes of a change of their count.
final class CrashWithVfs implements NodeCheck {

    static final String ID = "crash-with-vfs";

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            ID,
                            "D53",
                            Link.KERNEL,
                            "Is the host without traces of a crash over VFs?")
                    .showing(Symptom.VF_RESET_PANIC);
    private static final Duration SOON = Duration.ofMinutes(10);
    private static final List<String> FOLDERS =
            List.of("/sys/fs/pstore", "/var/lib/systemd/pstore", "/var/crash");

    /// @param named the line that names VFs; empty where only the time speaks
    private record Suspect(CrashRecord crash, Optional<String> named) {}

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host) {
        List<Meaning> frames = KernelLines.of(ID, Optional.empty());
        Optional<VfChange> change = host.inventory().journal().lastVfChange();
        Optional<Suspect> suspect =
                host.host().kernel().crashes().stream()
                        .sorted(Comparator.comparing(CrashRecord::path))
                        .flatMap(crash -> suspect(crash, frames, change).stream())
                        .min(Comparator.comparing(one -> one.named().isEmpty()));
        if (suspect.isPresent()) {
            return broken(suspect.get(), change);
        }
        return FOLDERS.stream()
                .flatMap(folder -> host.unread(NODE, folder).stream())
                .findFirst()
                .orElseGet(() -> new Conclusion.Intact(NODE));
    }

    private static Optional<Suspect> suspect(
            CrashRecord crash, List<Meaning> frames, Optional<VfChange> change) {
        Optional<String> named =
                crash.lines().stream()
                        .filter(line -> frames.stream().anyMatch(frame -> frame.fits(line)))
                        .findFirst();
        boolean near =
                change.isPresent() && crash.at().filter(at -> soon(change.get(), at)).isPresent();
        return named.isPresent() || near
                ? Optional.of(new Suspect(crash, named))
                : Optional.empty();
    }

    private static boolean soon(VfChange change, Instant at) {
        Duration after = Duration.between(change.at(), at);
        return !after.isNegative() && after.compareTo(SOON) <= 0;
    }

    private static Conclusion broken(Suspect suspect, Optional<VfChange> change) {
        CrashRecord crash = suspect.crash();
        String when = crash.at().map(at -> " at " + at).orElse("");
        String why =
                suspect.named().isPresent()
                        ? "what it left names the handling of VFs"
                        : "within minutes of a change of the VFs of "
                                + change.map(one -> one.pf().toString()).orElse("a PF");
        return new FindingDraft(
                        INFO,
                        NODE,
                        "The kernel crashed%s (%s): %s.".formatted(when, crash.kind(), why))
                .severity(Severity.WARNING)
                .confidence(suspect.named().isPresent() ? Confidence.HIGH : Confidence.MEDIUM)
                .fix(Fix.of("# read the whole record before VFs are made or reset again"))
                .fix(Fix.of("# update kernel and driver; keep VFs free before their count changes"))
                .evidence(
                        Evidence.of(
                                crash.path(),
                                suspect.named()
                                        .or(() -> crash.lines().stream().findFirst())
                                        .orElse(crash.kind())))
                .conclude();
    }
}
