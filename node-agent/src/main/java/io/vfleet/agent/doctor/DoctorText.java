package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Diagnosis.LinkDiagnosis;
import io.vfleet.domain.chain.Diagnosis.PfDiagnosis;
import io.vfleet.domain.chain.Evidence;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.LinkState;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A diagnosis for people: the verdict, the chain at a glance, each link with what was found, the
/// PFs, and what nobody could look at.
final class DoctorText {

    private static final int FINDINGS_SHOWN = 20;
    private static final int STEP = 2;
    private static final int LINK_WORDS = 19; // behind mark and name of a link
    private static final String SEE = "see   ";
    private static final String FIX = "fix   ";

    private final Style style;
    private final Page page;

    DoctorText(Style style) {
        this.style = style;
        this.page = new Page(style.width());
    }

    /// @param reader who looked, and at what
    String of(NodeInventory inventory, Diagnosis diagnosis, String reader) {
        page.wrapped(0, STEP, verdict(inventory, diagnosis));
        page.gap();
        page.wrapped(STEP, STEP, glance(diagnosis));
        page.gap();
        LinkFacts facts = new LinkFacts(inventory);
        diagnosis.links().forEach(link -> link(link, facts.at(link.link())));
        if (!diagnosis.physicalFunctions().isEmpty()) {
            page.gap();
            page.line(0, style.bold("Physical functions"));
            diagnosis.physicalFunctions().forEach(pf -> physicalFunction(pf, inventory));
        }
        page.gap();
        runbooks(diagnosis);
        ToKnow.of(diagnosis).print(page, style);
        new Unread(inventory.gaps()).print(page, style);
        page.wrapped(0, STEP, style.grey(reader));
        return page.toString();
    }

    // what to do at night, longer than a fix; the server shows it, too
    private void runbooks(Diagnosis diagnosis) {
        String names =
                diagnosis.links().stream()
                        .flatMap(link -> link.findings().stream())
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .flatMap(finding -> finding.symptom().stream())
                        .distinct()
                        .map(symptom -> "docs/runbooks/" + symptom.id() + ".md")
                        .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            page.wrapped(0, STEP, style.grey("Runbook: " + names));
        }
    }

    private String verdict(NodeInventory inventory, Diagnosis diagnosis) {
        Diagnosis.Verdict verdict = diagnosis.verdict();
        String link = verdict.link().map(at -> " at " + at.id()).orElse("");
        String host = " on " + inventory.host().hostname().orElse("this host");
        return style.mark(verdict.state())
                + " "
                + style.word(verdict.state())
                + style.bold(link + host)
                + sentence(verdict.state());
    }

    // what is broken stands right below, in full
    private static String sentence(LinkState verdict) {
        return switch (verdict) {
            case OK -> ": every link that was asked for holds";
            case NOT_APPLICABLE -> ": nothing to judge, no PF has or wants VFs";
            case UNKNOWN -> ": nothing is proven broken, but not everything could be read";
            case BROKEN, WARN, BLOCKED -> "";
        };
    }

    private String glance(Diagnosis diagnosis) {
        return diagnosis.links().stream()
                .map(link -> style.mark(link.state()) + " " + name(link))
                .collect(Collectors.joining(style.joint()));
    }

    private String name(LinkDiagnosis link) {
        String name = link.link().id();
        return switch (link.state()) {
            case NOT_APPLICABLE -> style.grey(name);
            case OK -> name;
            case BROKEN, WARN, UNKNOWN, BLOCKED -> style.paint(link.state(), name);
        };
    }

    private void link(LinkDiagnosis link, String facts) {
        page.wrapped(
                STEP,
                LINK_WORDS,
                style.mark(link.state())
                        + " "
                        + padded(link.link().id())
                        + style.word(link.state())
                        + style.grey(facts.isEmpty() ? "" : "  " + facts));
        link.findings().stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> finding(finding, 2 * STEP));
        int more = link.findings().size() - FINDINGS_SHOWN;
        if (more > 0) {
            page.line(2 * STEP, "and " + more + " more: -o json shows all");
        }
        link.unknowns().forEach(this::unknown);
    }

    private void finding(Finding finding, int indent) {
        int below = indent + STEP;
        page.wrapped(indent, below, style.bold(finding.subject() + ":") + " " + finding.cause());
        page.wrapped(below, below, style.grey(tags(finding)));
        if (finding.severity() != Severity.INFO) {
            finding.evidence().forEach(evidence -> evidence(evidence, below));
        }
        finding.fix().forEach(fix -> fix(fix, below));
        List<Finding> consequences = finding.consequences();
        if (!consequences.isEmpty()) {
            page.line(below, style.grey("from this follows:"));
            consequences.stream()
                    .limit(FINDINGS_SHOWN)
                    .forEach(followed -> finding(followed, below + STEP));
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

    // the path stays whole: it is there to be copied
    private void evidence(Evidence evidence, int indent) {
        int hang = indent + SEE.length();
        String value = evidence.path() + " = " + evidence.value();
        String expected = evidence.expected().map(wanted -> "expected " + wanted).orElse("");
        String all = expected.isEmpty() ? value : value + " (" + expected + ")";
        if (page.fits(hang, all)) {
            page.line(indent, style.grey(SEE) + all);
            return;
        }
        page.line(indent, style.grey(SEE) + evidence.path());
        page.wrapped(hang, hang + STEP, "= " + evidence.value());
        if (!expected.isEmpty()) {
            page.wrapped(hang, hang + STEP, "(" + expected + ")");
        }
    }

    private void fix(Fix fix, int indent) {
        String marks = marks(fix);
        boolean command = !fix.command().startsWith("BIOS") && !fix.command().startsWith("#");
        if (!command) {
            page.wrapped(indent, indent + FIX.length(), style.grey(FIX) + fix.command() + marks);
            return;
        }
        String line = style.grey(FIX) + style.command(fix.command());
        boolean fits = page.fits(indent, line + marks);
        page.line(indent, fits ? line + marks : line);
        if (!fits && !marks.isEmpty()) {
            page.line(indent + FIX.length(), marks.strip());
        }
    }

    // a reboot and the end of VFs need a window anyway
    private String marks(Fix fix) {
        boolean windowOnly = fix.window() && !fix.reboot() && !fix.destroysVfs();
        return (fix.reboot() ? "  " + style.warning("[needs a reboot]") : "")
                + (fix.destroysVfs() ? "  " + style.warning("[destroys the VFs]") : "")
                + (windowOnly ? "  " + style.warning("[needs a window]") : "")
                + fix.vfleet().map(kind -> "  " + style.grey("[vfleet: " + kind + "]")).orElse("");
    }

    private void unknown(Unanswered unknown) {
        page.wrapped(
                2 * STEP,
                3 * STEP,
                style.paint(LinkState.UNKNOWN, "not known,")
                        + " "
                        + unknown.subject()
                        + ": "
                        + unknown.check());
        int indent = 3 * STEP;
        page.wrapped(
                indent,
                indent + SEE.length(),
                style.grey(SEE) + unknown.path() + ": " + unknown.reason());
    }

    private void physicalFunction(PfDiagnosis pf, NodeInventory inventory) {
        String what = what(pf, inventory);
        if (!pf.inScope()) {
            String words = pf.address() + "  not judged: " + pf.why() + what;
            page.wrapped(
                    STEP, 2 * STEP, style.mark(LinkState.NOT_APPLICABLE) + " " + style.grey(words));
            return;
        }
        LinkState state = pf.verdict().state();
        String where = pf.verdict().link().map(link -> " at " + link.id()).orElse("");
        page.wrapped(
                STEP,
                2 * STEP,
                style.mark(state)
                        + " "
                        + pf.address()
                        + "  "
                        + style.word(state)
                        + where
                        + ": "
                        + pf.why()
                        + style.grey(what));
    }

    private static String what(PfDiagnosis pf, NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .filter(function -> function.address().equals(pf.address()))
                .flatMap(function ->
                        Stream.concat(
                                function.netdevs().stream().map(netdev -> netdev.name()),
                                function.driver().stream()))
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining(", "),
                                words -> words.isEmpty() ? "" : "  " + words));
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 15 - name.length()));
    }
}
