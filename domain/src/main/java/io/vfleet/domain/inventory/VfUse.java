package io.vfleet.domain.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whether a VF is in use: by whom, provably by nobody, or nobody could tell.
public sealed interface VfUse {

    /// Not asked, or something that could have told was not to be read: then a gap says what.
    record Unknown() implements VfUse {}

    /// All places were read, and nobody holds it.
    record Free() implements VfUse {}

    /// @param holders those who are named before mere traces of them
    record Held(List<VfHolder> holders) implements VfUse {

        private static final List<String> NAMED_FIRST =
                List.of(
                        VfHolder.KUBELET,
                        VfHolder.VFIO,
                        VfHolder.UIO,
                        VfHolder.UVERBS,
                        VfHolder.MASTER,
                        VfHolder.ADDRESS,
                        VfHolder.CNI,
                        VfHolder.NETNS);
        private static final Comparator<VfHolder> ORDER =
                Comparator.comparing((VfHolder holder) -> NAMED_FIRST.indexOf(holder.kind()))
                        .thenComparing(VfHolder::name)
                        .thenComparing(holder -> holder.detail().orElse(""));

        public Held {
            holders = holders.stream().distinct().sorted(ORDER).toList();
        }
    }

    /// What follows from what was found, and from whether everything could be read.
    static VfUse of(List<VfHolder> holders, boolean complete) {
        if (!holders.isEmpty()) {
            return new Held(holders);
        }
        return complete ? new Free() : new Unknown();
    }

    /// Empty: unknown.
    default Optional<Boolean> inUse() {
        return switch (this) {
            case Unknown() -> Optional.empty();
            case Free() -> Optional.of(false);
            case Held(var _) -> Optional.of(true);
        };
    }

    /// Those that were found.
    default List<VfHolder> holders() {
        return this instanceof Held(var found) ? found : List.of();
    }
}
