package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import java.util.List;

/// How subjects hang together: a VF is on its PF, a PF on its node.
final class Subjects {

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

    static String key(Subject subject) {
        return switch (subject) {
            case Subject.Node() -> "";
            case Subject.Pf(PciAddress address) -> sortable(address);
            case Subject.Vf(PciAddress pf, PciAddress address) ->
                    sortable(pf) + " " + sortable(address);
        };
    }

    private static String sortable(PciAddress address) {
        return "%08x".formatted(address.domain()) + address;
    }
}
