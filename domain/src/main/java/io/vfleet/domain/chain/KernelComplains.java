package io.vfleet.domain.chain;

import io.vfleet.domain.chain.KernelLines.Meaning;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The kernel says itself what is wrong with a PF or one of its VFs. Its log forgets: no such line
/// is no proof, and one that is there may tell of what is over.
///
/// @param severity of what the lines mean while they stand there
record KernelComplains(CheckInfo info, Severity severity) implements PfCheck {

    private static final Pattern ONCE = Pattern.compile("still in reset|PF failed to honor VF");

    static final KernelComplains OF_DROPPED_FRAMES =
            new KernelComplains(
                    CheckInfo.lesser(
                                    "vf-frames-dropped",
                                    "D51",
                                    Link.VFS,
                                    "Does the kernel say that a card drops what a VF sends?")
                            .showing(Symptom.TRAFFIC_STAYS_ON_HOST),
                    Severity.WARNING);
    static final KernelComplains OF_STUCK_RESETS =
            new KernelComplains(
                    CheckInfo.lesser(
                                    "vf-reset-stuck",
                                    "D52",
                                    Link.KERNEL,
                                    "Does the kernel say that a VF does not come out of its reset?")
                            .showing(Symptom.VF_RESET_PANIC),
                    Severity.WARNING);
    static final KernelComplains OF_SAFE_MODE =
            new KernelComplains(
                    CheckInfo.lesser(
                                    "pf-in-safe-mode",
                                    "D28",
                                    Link.VFS,
                                    "Does the kernel say that a PF runs without its full firmware?")
                            .showing(Symptom.NUMVFS_WRITE_FAILS),
                    Severity.WARNING);

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (this == OF_SAFE_MODE && Scope.vfs(pf) > 0) {
            // it could make none in that mode: the line tells of what is over
            return new Conclusion.Intact(subject);
        }
        List<KernelLine> about =
                host.host().kernel().log().stream()
                        .filter(line -> line.about().filter(pf.address()::equals).isPresent())
                        .sorted(Comparator.comparing(KernelLine::text))
                        .toList();
        for (Meaning meaning : KernelLines.of(info.id(), pf.driver())) {
            List<KernelLine> said =
                    about.stream().filter(line -> meaning.fits(line.text())).toList();
            if (!said.isEmpty()) {
                return broken(pf, meaning, said);
            }
        }
        return host.unread(subject, KernelLines.LOG)
                .orElseGet(() -> new Conclusion.Intact(subject));
    }

    private Conclusion broken(PhysicalFunction pf, Meaning meaning, List<KernelLine> said) {
        return new FindingDraft(
                        info,
                        Examination.subject(pf),
                        "Of %s the kernel says: %s.".formatted(pf.address(), meaning.sentence()))
                .reference(meaning.reference())
                .severity(passing(said) ? Severity.INFO : severity)
                .confidence(passing(said) ? Confidence.LOW : Confidence.MEDIUM)
                .fix(meaning.fixes(pf))
                .evidence(said.stream().limit(4).map(KernelComplains::evidence).toList())
                .conclude();
    }

    // drivers say so once when VFs are made, and nothing is wrong
    private static boolean passing(List<KernelLine> said) {
        return said.stream().mapToLong(KernelLine::count).sum() == 1
                && ONCE.matcher(said.getFirst().text()).find();
    }

    private static Evidence evidence(KernelLine line) {
        String often = line.count() > 1 ? " (%d times)".formatted(line.count()) : "";
        return Evidence.of(KernelLines.LOG, line.text() + often, "no such line");
    }
}
