package io.vfleet.domain.wire;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Evidence;
import io.vfleet.domain.chain.Finding;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.remedy.Fix;
import java.io.IOException;
import java.io.OutputStream;

/// A [Diagnosis] as JSON: the answer of `doctor -o json` and of a node's chain.
public final class DiagnosisJson {

    private DiagnosisJson() {}

    /// Writes one JSON document and leaves `out` open; `pretty` for people.
    public static void write(Diagnosis diagnosis, OutputStream out, boolean pretty)
            throws IOException {
        JsonOutput.Style style = pretty ? JsonOutput.Style.PRETTY : JsonOutput.Style.COMPACT;
        JsonOutput.document(out, style, fields -> write(fields, diagnosis));
    }

    /// Writes one finding alone, as it stands under its link, and leaves `out` open.
    public static void write(Finding finding, OutputStream out) throws IOException {
        JsonOutput.document(out, JsonOutput.Style.COMPACT, fields -> finding(fields, finding));
    }

    private static void write(JsonOutput out, Diagnosis diagnosis) {
        out.object("verdict", diagnosis.verdict(), DiagnosisJson::verdict);
        out.objects("links", diagnosis.links(), DiagnosisJson::link);
        out.objects(
                "physicalFunctions",
                diagnosis.physicalFunctions(),
                DiagnosisJson::physicalFunction);
    }

    private static void verdict(JsonOutput out, Diagnosis.Verdict verdict) {
        out.text("state", verdict.state().name());
        out.text("link", verdict.link().map(Link::id));
    }

    private static void physicalFunction(JsonOutput out, Diagnosis.PfDiagnosis pf) {
        out.address("address", pf.address());
        out.flag("inScope", pf.inScope());
        out.text("why", pf.why());
        out.object("verdict", pf.verdict(), DiagnosisJson::verdict);
        out.objects("links", pf.links(), DiagnosisJson::link);
    }

    private static void link(JsonOutput out, Diagnosis.LinkDiagnosis link) {
        out.text("link", link.link().id());
        out.text("state", link.state().name());
        out.objects("findings", link.findings(), DiagnosisJson::finding);
        out.objects("unknowns", link.unknowns(), DiagnosisJson::unknown);
    }

    private static void finding(JsonOutput out, Finding finding) {
        out.text("check", finding.check());
        out.text("reference", finding.reference());
        out.text("symptom", finding.symptom().map(Symptom::id));
        out.text("severity", finding.severity().id());
        out.text("confidence", finding.confidence().id());
        out.text("subject", finding.subject().toString());
        out.text("cause", finding.cause());
        out.objects("fix", finding.fix(), DiagnosisJson::fix);
        out.objects("evidence", finding.evidence(), DiagnosisJson::evidence);
        out.objects("consequences", finding.consequences(), DiagnosisJson::consequence);
    }

    /// A consequence stands under its cause, so it says itself which link it is of.
    private static void consequence(JsonOutput out, Finding finding) {
        out.text("link", finding.link().id());
        finding(out, finding);
    }

    private static void fix(JsonOutput out, Fix fix) {
        out.text("command", fix.command());
        out.flag("reboot", fix.reboot());
        out.flag("destroysVfs", fix.destroysVfs());
        out.flag("window", fix.window());
        out.text("vfleet", fix.vfleet().map(OperationKind::name));
    }

    private static void evidence(JsonOutput out, Evidence evidence) {
        out.text("path", evidence.path());
        out.text("value", evidence.value());
        out.text("expected", evidence.expected());
    }

    private static void unknown(JsonOutput out, Unanswered unknown) {
        out.text("check", unknown.check());
        out.text("subject", unknown.subject().toString());
        out.text("path", unknown.path());
        out.text("reason", unknown.reason());
    }
}
