package io.vfleet.server.ownchecks;

import io.vfleet.domain.chain.CheckInfo;
import io.vfleet.domain.chain.Confidence;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Severity;
import io.vfleet.domain.chain.Symptom;
import java.util.List;
import java.util.Optional;

/// A check that somebody wrote.
///
/// @param id begins with `own-`, as no check of the catalogue does
/// @param expression what must hold of every subject
/// @param cause what a finding says
record OwnCheck(
        String id,
        String title,
        Link link,
        Severity severity,
        Confidence confidence,
        Optional<Symptom> symptom,
        About about,
        String expression,
        String cause,
        List<String> fix) {

    static final String PREFIX = "own-";
    private static final String REFERENCE = "own";

    OwnCheck {
        fix = List.copyOf(fix);
    }

    /// What is looked at one by one: the node, its PFs that count, their VFs.
    enum About {
        NODE,
        PF,
        VF
    }

    /// It makes no link unknown, nor green: the catalogue does.
    CheckInfo info() {
        return new CheckInfo(id, REFERENCE, link, symptom, false, List.of(), title);
    }
}
