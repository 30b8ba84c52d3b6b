package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;

/// A bridge between a function and the root, with what decides isolation there.
///
/// @param portType from the PCI Express capability: `root-port`, `upstream-port`,
///   `downstream-port`, `pcie-to-pci-bridge`, `pci-to-pcie-bridge`; `conventional` without that
///   capability; empty when unreadable
/// @param acs the Access Control Services capability; empty when the port has none, or unreadable
///   (then there is a gap)
/// @param windows the last lines of `resource`: what all that is below has to share
/// @param errors of this end of the link
public record UpstreamPort(
        PciAddress address,
        Optional<String> portType,
        Optional<Acs> acs,
        List<Window> windows,
        Optional<BusErrors> errors) {

    public UpstreamPort {
        windows = List.copyOf(windows);
    }

    /// A range of memory addresses that is passed on.
    public record Window(long bytes, boolean prefetchable) {}

    /// The two words of the capability (PCIe 6.0 §7.7.11); bits SV 0x01, TB 0x02, RR 0x04, CR 0x08,
    /// UF 0x10.
    public record Acs(int capability, int control) {}

    /// The file all this was read from.
    public String configPath() {
        return address.sysfsPath() + "/config";
    }
}
