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
/// @param buses which buses are below it; empty for what is no bridge, or unreadable
/// @param link as this end of it says; a root port says what its slot carries
public record UpstreamPort(
        PciAddress address,
        Optional<String> portType,
        Optional<Acs> acs,
        List<Window> windows,
        Optional<BusErrors> errors,
        Optional<Buses> buses,
        Pcie.Link link) {

    public UpstreamPort {
        windows = List.copyOf(windows);
    }

    /// As agents told it before they told buses and link.
    public UpstreamPort(
            PciAddress address,
            Optional<String> portType,
            Optional<Acs> acs,
            List<Window> windows,
            Optional<BusErrors> errors) {
        this(address, portType, acs, windows, errors, Optional.empty(), Pcie.Link.NONE);
    }

    /// The bus right below, and the last of all that are passed on.
    public record Buses(int secondary, int subordinate) {}

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
