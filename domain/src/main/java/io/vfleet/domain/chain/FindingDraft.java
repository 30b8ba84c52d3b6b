package io.vfleet.domain.chain;

import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A finding in the making.
final class FindingDraft {

    private final CheckInfo check;
    private final Subject subject;
    private final String cause;
    private String reference;
    private Optional<Symptom> symptom;
    private Severity severity = Severity.CRITICAL;
    private Confidence confidence = Confidence.PROOF;
    private final List<Fix> fix = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();

    FindingDraft(CheckInfo check, Subject subject, String cause) {
        this.check = check;
        this.subject = subject;
        this.cause = cause;
        reference = check.reference();
        symptom = check.symptom();
    }

    FindingDraft reference(String value) {
        reference = value;
        return this;
    }

    FindingDraft symptom(Symptom value) {
        symptom = Optional.of(value);
        return this;
    }

    FindingDraft severity(Severity value) {
        severity = value;
        return this;
    }

    FindingDraft confidence(Confidence value) {
        confidence = value;
        return this;
    }

    FindingDraft fix(Fix step) {
        fix.add(step);
        return this;
    }

    FindingDraft fix(List<Fix> steps) {
        fix.addAll(steps);
        return this;
    }

    FindingDraft evidence(Evidence proof) {
        evidence.add(proof);
        return this;
    }

    FindingDraft evidence(List<Evidence> proofs) {
        evidence.addAll(proofs);
        return this;
    }

    Conclusion conclude() {
        return new Conclusion.Broken(
                new Finding(
                        check.id(),
                        reference,
                        check.link(),
                        symptom,
                        severity,
                        confidence,
                        subject,
                        cause,
                        fix,
                        evidence,
                        List.of()));
    }
}
