package io.vfleet.domain.inventory;

import java.util.Optional;

/// A bridge between a function and the root, with what decides isolation there.
///
/// @param portType from the PCI Express capability: `root-port`, `upstream-port`,
///   `downstream-port`, `pcie-to-pci-bridge`, `pci-to-pcie-bridge`; `conventional` without that
///   capability; empty when unreadable
/// @param acs the Access Control Services capability; empty when the port has none, or unreadable
///   (then there is a gap)
public record UpstreamPort(PciAddress address, Optional<String> portType, Optional<Acs> acs) {

    /// The two words of the capability (PCIe 6.0 §7.7.11); bits SV 0x01, TB 0x02, RR 0x04, CR 0x08,
    /// UF 0x10.
    public record Acs(int capability, int control) {}

    /// The file all this was read from.
    public String configPath() {
        return address.sysfsPath() + "/config";
    }
}
