package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How subjects hang together: a VF is on its PF, a PF on its node.
final class Subjects {

    private static final PciAddress NOWHERE = new PciAddress(0, 0, 0, 0);
    private static final Comparator<Optional<PciAddress>> COMPARE =
            Comparator.comparing((Optional<PciAddress> address) -> address.isPresent())
                    .thenComparing(address -> address.orElse(NOWHERE));

    private Subjects() {}

    /// The subject itself and all that it hangs on, nearest first.
    static List<Subject> path(Subject subject) {
        return switch (subject) {
            case Subject.Node node -> List.of(node);
            case Subject.Pf pf -> List.of(pf, Examination.NODE);
            case Subject.Vf vf -> List.of(vf, new Subject.Pf(vf.pf()), Examination.NODE);
        };
    }

    /// Whether what is said of `subject` is said of this PF too: of itself, its VFs or its node.
    static boolean concerns(Subject subject, PciAddress pf) {
        return switch (subject) {
            case Subject.Node() -> true;
            case Subject.Pf(PciAddress address) -> address.equals(pf);
            case Subject.Vf(PciAddress parent, _) -> parent.equals(pf);
        };
    }

    /// The node first, then PFs by address, each followed by its VFs.
    static int compare(Subject one, Subject other) {
        int byPf = COMPARE.compare(pf(one), pf(other));
        return byPf != 0 ? byPf : COMPARE.compare(vf(one), vf(other));
    }

    private static Optional<PciAddress> pf(Subject subject) {
        return switch (subject) {
            case Subject.Node() -> Optional.empty();
            case Subject.Pf(PciAddress address) -> Optional.of(address);
            case Subject.Vf(PciAddress pf, _) -> Optional.of(pf);
        };
    }

    private static Optional<PciAddress> vf(Subject subject) {
        return switch (subject) {
            case Subject.Node(), Subject.Pf _ -> Optional.empty();
            case Subject.Vf(_, PciAddress address) -> Optional.of(address);
        };
    }
}
