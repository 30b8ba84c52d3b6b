package io.vfleet.domain.plan;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Somebody else on the host who sets the PF's VF count.
///
/// @param fights false: it acts once at boot, and sets its own count again then
public record Rival(String kind, String path, OptionalInt numVfs, boolean fights) {

    private static final Set<String> AT_BOOT_ONLY =
            Set.of("service", "rc-local", "modprobe", VfCountOwner.OWN);

    /// Those whose files are about this PF, or do not say about which.
    public static List<Rival> of(NodeInventory host, PhysicalFunction pf) {
        return host.owners().stream()
                .filter(owner -> owner.pf().map(pf.address()::equals).orElse(true))
                .map(Rival::of)
                .toList();
    }

    private static Rival of(VfCountOwner owner) {
        return new Rival(
                owner.kind(), owner.path(), owner.numVfs(), !AT_BOOT_ONLY.contains(owner.kind()));
    }
}
