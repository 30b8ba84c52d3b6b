package io.vfleet.agent.state;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.wire.ChangedBy;
import java.util.Optional;

/// Tells who may have changed a VF count.
@FunctionalInterface
public interface Authors {

    /// Nobody was there to see.
    Authors UNKNOWN = (_, _, _) -> Optional.empty();

    /// @param count what it was changed to
    Optional<ChangedBy> of(PciAddress pf, int count, NodeInventory seen);
}
