package io.vfleet.domain.chain;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.remedy.Fix;
import java.util.List;
import java.util.Optional;

/// A failed check on one subject, with proof and cure.
///
/// @param check the check's stable id: `iommu-off-in-firmware`
/// @param reference the detector of the SR-IOV reference it implements: `D01`
/// @param consequences findings that this one causes; they are attached here and break nothing by
///   themselves
public record Finding(
        String check,
        String reference,
        Link link,
        Optional<Symptom> symptom,
        Severity severity,
        Confidence confidence,
        Subject subject,
        String cause,
        List<Fix> fix,
        List<Evidence> evidence,
        List<Finding> consequences) {

    public Finding {
        requireNonNull(check, "check is null");
        requireNonNull(cause, "cause is null");
        fix = List.copyOf(fix);
        evidence = List.copyOf(evidence);
        consequences = List.copyOf(consequences);
    }

    /// The same finding, one step less sure.
    Finding lessSure() {
        return with(confidence.lower(), consequences);
    }

    /// The same finding with what follows from it.
    public Finding with(List<Finding> followed) {
        return with(confidence, followed);
    }

    private Finding with(Confidence sure, List<Finding> followed) {
        return new Finding(
                check, reference, link, symptom, severity, sure, subject, cause, fix, evidence,
                followed);
    }
}
