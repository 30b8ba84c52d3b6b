package io.vfleet.simulation.kernel;

/// A state of a card or its driver in which VFs cannot be made.
public enum Condition {
    /// The card's package of ice's programs was not loaded.
    SAFE_MODE,
    /// The card's firmware is just starting again.
    RESETTING,
    /// i40e has another request in hand.
    OPERATION_PENDING,
    /// Somebody runs `ethtool -t`.
    SELF_TEST,
    /// Traffic classes leave VFs no queues on ixgbe.
    TRAFFIC_CLASSES,
    /// The platform gave the VFs' BARs no addresses.
    BARS_UNASSIGNED,
    /// The capability's InitialVFs and TotalVFs differ.
    CONTRADICTORY_CAPABILITY
}
