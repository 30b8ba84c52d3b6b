package io.vfleet.agent.push;

import io.vfleet.domain.inventory.NodeInventory;

/// Reads the whole host once.
@FunctionalInterface
public interface Collector {

    NodeInventory collect(Depth depth);

    /// How deep the host is looked into, however young what is known may be.
    enum Depth {
        /// slow facts are asked when they are old
        USUAL,
        /// slow facts are asked anew
        SLOW,
        /// the card vendor's tool is asked as well
        WHOLE
    }
}
