package io.vfleet.domain.chain;

import java.util.Optional;

/// What a check that is not of the catalogue says of one subject: a finding, a question it could
/// not answer, or nothing wrong.
public record Further(
        CheckInfo check,
        Subject subject,
        Optional<Finding> finding,
        Optional<Unanswered> unanswered) {

    Concluded concluded() {
        Conclusion otherwise =
                unanswered
                        .<Conclusion>map(
                                one -> new Conclusion.Unknown(subject, one.path(), one.reason()))
                        .orElseGet(() -> new Conclusion.Intact(subject));
        return new Concluded(
                check, finding.<Conclusion>map(Conclusion.Broken::new).orElse(otherwise));
    }
}
