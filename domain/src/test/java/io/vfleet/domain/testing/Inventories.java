package io.vfleet.domain.testing;

import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Hosts to start a test from; everything about them can be changed before [HostDraft#build].
///
/// `Inventories.healthyHost().pf(0, pf -> pf.vf(1, vf -> vf.iommuGroup(27))).build()`
public final class Inventories {

    public static final Instant COLLECTED_AT = Instant.parse("2026-03-01T12:00:00Z");

    private static final int ROOT_PORTS_BUS_DISTANCE = 0x10;

    private Inventories() {}

    /// A two-port Mellanox card at `0000:81:00.0` and `.1` with four VFs each; IOMMU in
    /// pass-through, every VF alone in its group, with a network and an RDMA device, hugepages
    /// asked and there.
    public static HostDraft healthyHost() {
        UpstreamPort root = rootPort("0000:80:01.0");
        return new HostDraft()
                .pf(new PfDraft(PciAddress.parse("0000:81:00.0"), 0, 8, 2).upstream(root).vfs(4))
                .pf(new PfDraft(PciAddress.parse("0000:81:00.1"), 1, 8, 9).upstream(root).vfs(4));
    }

    /// As healthy, with the given number of one-port cards (at most 15) and VFs on each.
    public static HostDraft host(int pfs, int vfsPerPf) {
        HostDraft host = new HostDraft();
        for (int i = 0; i < pfs; i++) {
            int bus = ROOT_PORTS_BUS_DISTANCE * (i + 1);
            UpstreamPort root = rootPort(new PciAddress(0, bus - 1, 1, 0).toString());
            PciAddress address = new PciAddress(0, bus, 0, 0);
            host.pf(new PfDraft(address, i, 127, 2).upstream(root).vfs(vfsPerPf));
        }
        return host;
    }

    /// A VF as a guest sees it: without its PF.
    public static VirtualFunction orphan(String address) {
        return new VfDraft(PciAddress.parse(address), 0, 0).orphan().build(OptionalInt.empty());
    }

    /// A network card without SR-IOV.
    public static NetworkFunction other(String address, OptionalInt iommuGroup) {
        return new NetworkFunction(
                PciAddress.parse(address),
                Optional.of("8086"),
                Optional.of("1533"),
                Optional.of("020000"),
                Optional.of("igb"),
                OptionalInt.of(0),
                iommuGroup,
                List.of(Devices.netdev("eno1", "3c:ec:ef:00:00:01", "up")),
                List.of());
    }

    /// A root port with all of ACS that isolation needs switched on.
    public static UpstreamPort rootPort(String address) {
        return port(address, "root-port", new UpstreamPort.Acs(0x5f, 0x1d));
    }

    /// A port with these two words of the ACS capability.
    public static UpstreamPort port(String address, String type, UpstreamPort.Acs acs) {
        return new UpstreamPort(
                PciAddress.parse(address),
                Optional.of(type),
                Optional.of(acs),
                List.of(),
                Optional.empty());
    }

    /// A port that has no ACS capability.
    public static UpstreamPort portWithoutAcs(String address, String type) {
        return new UpstreamPort(
                PciAddress.parse(address),
                Optional.of(type),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    static List<String> modules() {
        return List.of("mlx5_core", "mlx5_ib", "ib_core", "ib_uverbs", "rdma_ucm", "vfio_pci");
    }
}
