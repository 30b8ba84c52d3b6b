package io.vfleet.domain.chain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which conclusion follows from which: only by a cause that the check itself declares, and only on
/// the same subject's path.
final class Causes {

    private record Key(String check, Subject subject) {}

    private final Map<Key, Finding> findings = new HashMap<>();

    Causes(List<Concluded> all) {
        for (Concluded one : all) {
            if (one.conclusion() instanceof Conclusion.Broken(Finding finding)) {
                findings.put(new Key(one.check().id(), one.subject()), finding);
            }
        }
    }

    /// The finding that explains this one. A lesser finding explains no graver one: a waived cause
    /// must not make a break look like a warning.
    Optional<Finding> ofFinding(CheckInfo check, Finding finding) {
        return of(check, finding.subject())
                .filter(cause -> cause.severity().compareTo(finding.severity()) <= 0);
    }

    /// The nearest finding of a declared cause on the subject's path.
    Optional<Finding> of(CheckInfo check, Subject subject) {
        return check.causes().stream()
                .flatMap(cause -> Subjects.path(subject).stream().map(on -> new Key(cause, on)))
                .flatMap(key -> Optional.ofNullable(findings.get(key)).stream())
                .filter(finding -> finding.severity() != Severity.INFO)
                .findFirst();
    }
}
