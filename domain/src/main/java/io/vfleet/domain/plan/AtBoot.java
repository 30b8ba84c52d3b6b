package io.vfleet.domain.plan;

import io.vfleet.domain.chain.VfCountOwnerFiles;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How many VFs a PF will have after the next boot, and by which files.
///
/// @param numVfs 0 where no file makes any; empty where files contradict each other or say no count
public record AtBoot(OptionalInt numVfs, List<Rival> setBy) {

    public AtBoot {
        setBy = List.copyOf(setBy);
    }

    /// Empty where it is not known which files there are.
    public static Optional<AtBoot> of(NodeInventory host, PhysicalFunction pf) {
        if (VfCountOwnerFiles.unread(host).isPresent()) {
            return Optional.empty();
        }
        List<Rival> setBy = Rival.of(host, pf);
        return Optional.of(new AtBoot(count(setBy), setBy));
    }

    private static OptionalInt count(List<Rival> setBy) {
        List<OptionalInt> counts = setBy.stream().map(Rival::numVfs).distinct().toList();
        return switch (counts.size()) {
            case 0 -> OptionalInt.of(0);
            case 1 -> counts.getFirst();
            default -> OptionalInt.empty();
        };
    }
}
