package io.vfleet.agent.host;

import java.util.Optional;

/// One part of a device that its driver watches over: `fw`, `tx`, `vnic`.
///
/// @param healthy empty where the kernel says something else than healthy or in error
public record HealthReporter(String name, Optional<Boolean> healthy) {}
