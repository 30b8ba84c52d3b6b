package io.vfleet.domain.chain;

import java.util.Comparator;

/// A conclusion and the check that drew it.
record Concluded(CheckInfo check, Conclusion conclusion) {

    /// By subject: the node first, then by address.
    static final Comparator<Concluded> ORDER =
            (one, other) -> Subjects.compare(one.subject(), other.subject());

    Subject subject() {
        return conclusion.subject();
    }
}
