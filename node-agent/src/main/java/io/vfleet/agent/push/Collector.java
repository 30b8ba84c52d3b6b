package io.vfleet.agent.push;

import io.vfleet.domain.inventory.NodeInventory;

/// Reads the whole host once.
@FunctionalInterface
public interface Collector {

    /// @param anew whether slow facts are asked anew, however young they are
    NodeInventory collect(boolean anew);
}
