package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import java.util.List;

/// How subjects hang together: a VF is on its PF, a PF on its node.
final class Subjects {

    /// Before every address there is.
    private static final PciAddress NOWHERE = new PciAddress(-1, 0, 0, 0);

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
        int byPf = pf(one).compareTo(pf(other));
        return byPf != 0 ? byPf : vf(one).compareTo(vf(other));
    }

    private static PciAddress pf(Subject subject) {
        return switch (subject) {
            case Subject.Node() -> NOWHERE;
            case Subject.Pf(PciAddress address) -> address;
            case Subject.Vf(PciAddress pf, _) -> pf;
        };
    }

    private static PciAddress vf(Subject subject) {
        return switch (subject) {
            case Subject.Node(), Subject.Pf _ -> NOWHERE;
            case Subject.Vf(_, PciAddress address) -> address;
        };
    }
}
