package io.vfleet.agent.host;

import io.vfleet.domain.inventory.PciAddress;

/// A PF and what it was when a write was decided on: another function at its address is not written
/// to.
///
/// @param vendor `0x8086`
public record PfIdentity(PciAddress address, String vendor, String device) {}
