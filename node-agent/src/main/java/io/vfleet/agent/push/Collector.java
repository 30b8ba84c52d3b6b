package io.vfleet.agent.push;

import io.vfleet.domain.inventory.NodeInventory;

/// Reads the whole host once.
@FunctionalInterface
public interface Collector {

    NodeInventory collect();
}
