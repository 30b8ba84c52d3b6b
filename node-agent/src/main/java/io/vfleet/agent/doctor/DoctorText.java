package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Diagnosis.LinkDiagnosis;
import io.vfleet.domain.chain.Diagnosis.PfDiagnosis;
import io.vfleet.domain.chain.Evidence;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A diagnosis for people: the verdict first, then the six links with what was found, then the PFs.
final class DoctorText {

    private static final int FINDINGS_SHOWN = 20;
    private static final int WIDTH = 100;

    private final Style style;
    private final StringBuilder text = new StringBuilder();

    DoctorText(Style style) {
        this.style = style;
    }

    String of(NodeInventory inventory, Diagnosis diagnosis) {
        line(0, verdict(inventory, diagnosis));
        line(0, "");
        diagnosis.links().forEach(this::link);
        if (!diagnosis.physicalFunctions().isEmpty()) {
            line(0, "");
            line(0, "Physical functions");
            diagnosis.physicalFunctions().forEach(this::physicalFunction);
        }
        if (!inventory.gaps().isEmpty()) {
            line(0, "");
            line(0, style.grey(notRead(inventory.gaps())));
        }
        return text.toString();
    }

    private static String notRead(List<Gap> gaps) {
        String some = gaps.stream().limit(3).map(Gap::path).collect(Collectors.joining(", "));
        String more = gaps.size() > 3 ? "… (collect names all)" : "";
        return "Could not be read: %d %s: %s%s"
                .formatted(gaps.size(), gaps.size() == 1 ? "path" : "paths", some, more);
    }

    private String verdict(NodeInventory inventory, Diagnosis diagnosis) {
        Diagnosis.Verdict verdict = diagnosis.verdict();
        String link = verdict.link().map(at -> " at " + at.id()).orElse("");
        String host = " on " + inventory.host().hostname().orElse("this host") + ": ";
        return style.word(verdict.state()) + style.bold(link + host) + sentence(diagnosis);
    }

    private static String sentence(Diagnosis diagnosis) {
        return switch (diagnosis.verdict().state()) {
            case OK -> "every link that was asked for holds";
            case NOT_APPLICABLE -> "nothing to judge, no PF has or wants VFs";
            case UNKNOWN -> "nothing is proven broken, but not everything could be read";
            case BROKEN, WARN, BLOCKED ->
                    first(diagnosis).map(DoctorText::firstSentence).orElse("see below");
        };
    }

    private static String firstSentence(Finding finding) {
        return finding.cause().split("(?<=\\.) ", 2)[0];
    }

    private static Optional<Finding> first(Diagnosis diagnosis) {
        Optional<Link> link = diagnosis.verdict().link();
        return diagnosis.links().stream()
                .filter(candidate -> link.filter(candidate.link()::equals).isPresent())
                .flatMap(candidate -> candidate.findings().stream())
                .min((one, other) -> one.severity().compareTo(other.severity()));
    }

    private void link(LinkDiagnosis link) {
        line(
                1,
                style.mark(link.state())
                        + " "
                        + padded(link.link().id())
                        + style.word(link.state()));
        link.findings().stream().limit(FINDINGS_SHOWN).forEach(finding -> finding(finding, 2));
        int more = link.findings().size() - FINDINGS_SHOWN;
        if (more > 0) {
            line(2, "and " + more + " more: -o json shows all");
        }
        link.unknowns().forEach(this::unknown);
    }

    private void finding(Finding finding, int depth) {
        wrapped(depth, style.bold(finding.subject() + ": ") + finding.cause());
        line(depth + 1, style.grey(tags(finding)));
        finding.evidence().forEach(evidence -> line(depth + 1, "see   " + evidence(evidence)));
        finding.fix().forEach(fix -> line(depth + 1, "fix   " + fix(fix)));
        List<Finding> consequences = finding.consequences();
        if (!consequences.isEmpty()) {
            line(depth + 1, "from this follows:");
            consequences.stream()
                    .limit(FINDINGS_SHOWN)
                    .forEach(followed -> finding(followed, depth + 2));
        }
    }

    private static String tags(Finding finding) {
        return Stream.of(
                        Stream.of(finding.severity().id(), finding.check()),
                        finding.symptom().map(Symptom::id).stream(),
                        Stream.of("confidence " + finding.confidence().id()))
                .flatMap(words -> words)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String evidence(Evidence evidence) {
        String expected = evidence.expected().map(value -> " (expected " + value + ")").orElse("");
        return evidence.path() + " = " + evidence.value() + expected;
    }

    private static String fix(Fix fix) {
        String reboot = fix.reboot() ? "  [needs a reboot]" : "";
        String destroys = fix.destroysVfs() ? "  [destroys the VFs]" : "";
        return fix.command() + reboot + destroys;
    }

    private void unknown(Unanswered unknown) {
        line(
                2,
                style.paint(LinkState.UNKNOWN, "unknown, ")
                        + unknown.subject()
                        + ": "
                        + unknown.check());
        line(3, "see   " + unknown.path() + ": " + unknown.reason());
    }

    private void physicalFunction(PfDiagnosis pf) {
        if (!pf.inScope()) {
            line(
                    1,
                    style.grey(
                            style.mark(LinkState.NOT_APPLICABLE)
                                    + " "
                                    + pf.address()
                                    + "  not judged: "
                                    + pf.why()));
            return;
        }
        LinkState state = pf.verdict().state();
        String where = pf.verdict().link().map(link -> " at " + link.id()).orElse("");
        line(
                1,
                style.mark(state)
                        + " "
                        + pf.address()
                        + "  "
                        + style.word(state)
                        + where
                        + ": "
                        + pf.why());
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 15 - name.length()));
    }

    private void line(int depth, String words) {
        text.append("  ".repeat(depth)).append(words.stripTrailing()).append('\n');
    }

    /// Prose goes on one deeper; paths and commands never break, they are there to be copied.
    private void wrapped(int depth, String words) {
        int indent = depth;
        StringBuilder line = new StringBuilder();
        for (String word : words.split(" ")) {
            if (!line.isEmpty() && 2 * indent + line.length() + word.length() > WIDTH) {
                line(indent, line.toString());
                line.setLength(0);
                indent = depth + 1;
            }
            line.append(word).append(' ');
        }
        line(indent, line.toString());
    }
}
