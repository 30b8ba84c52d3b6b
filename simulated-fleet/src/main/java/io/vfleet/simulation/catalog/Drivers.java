package io.vfleet.simulation.catalog;

import java.util.Optional;

/// The modules that drive a card.
///
/// @param rdma the module that makes RDMA devices of its functions
public record Drivers(String pf, String vf, Optional<String> rdma) {}
