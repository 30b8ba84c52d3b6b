package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The host of `report-v1.json`: every field of then is there somewhere, every optional one is
/// absent somewhere. Spelled out, as the file is frozen and other hosts for tests are not.
final class GoldenHost {

    private static final Instant COLLECTED = Instant.parse("2026-03-01T12:00:00.125Z");
    private static final Instant CHANGED = Instant.parse("2026-02-20T06:41:07Z");
    private static final Instant ADMIN_READ = Instant.parse("2026-03-01T11:54:30Z");
    private static final String BOOT = "3b1f0c52-8f3e-4d57-9a55-0d3b7f6c1e90";
    private static final PciAddress PF0 = PciAddress.parse("0000:81:00.0");
    private static final PciAddress PF1 = PciAddress.parse("0000:81:00.1");
    private static final PciAddress ONBOARD = PciAddress.parse("0000:04:00.0");
    private static final PciAddress ROOT_PORT = PciAddress.parse("0000:80:01.0");
    private static final PciAddress ORPHAN = PciAddress.parse("10000:01:00.1");

    private GoldenHost() {}

    static Report report() {
        return new Report(7, 42, inventory(), List.of(new Report.Change(CHANGED, BOOT, PF0, 0, 2)));
    }

    static NodeInventory inventory() {
        return new NodeInventory(
                COLLECTED,
                "0.1.0",
                host(),
                iommu(),
                List.of(firstPort(), secondPort()),
                List.of(orphan()),
                List.of(onboard()),
                hugepages(),
                List.of(
                        new KernelModule("mlx5_core", Optional.of("24.10-1.1.4"), Optional.empty()),
                        new KernelModule("vfio_pci", Optional.empty(), Optional.empty())),
                List.of(rdma("siw0", Optional.of("eno1"), Optional.empty())),
                List.of(),
                Kubernetes.NONE,
                Map.of("site", "fra1", "rack", "b-07", "profile", "training"),
                journal(),
                List.of(
                        new Gap(PF1.sysfsPath() + "/sriov_numvfs", "no answer within 2 s"),
                        new Gap("/sys/kernel/security/lockdown", "permission denied")));
    }

    private static Host host() {
        return new Host(
                Optional.of("gpu-07"),
                Optional.of("4f2b8c1d9e7a4c3fb5d60718293a4b5c"),
                Optional.of(BOOT),
                Optional.of(Instant.parse("2026-02-20T06:30:00Z")),
                Optional.of("6.8.0-45-generic"),
                Optional.of("BOOT_IMAGE=/vmlinuz root=\"LABEL=rööt\" intel_iommu=on iommu=pt"),
                Optional.of("GenuineIntel"),
                Optional.of(false),
                Optional.empty(),
                new Host.Dmi(
                        Optional.of("Dell Inc."),
                        Optional.of("PowerEdge R750xa"),
                        Optional.of("4c4c4544-0044-4a10-8052-b4c04f4e3333"),
                        Optional.of("1.13.2"),
                        Optional.of("12/19/2025")),
                Host.Kernel.NONE);
    }

    private static Iommu iommu() {
        return new Iommu(
                List.of("DMAR"),
                List.of("dmar0", "dmar1"),
                Optional.empty(),
                Optional.empty(),
                List.of(
                        group(27, "DMA-FQ", PF0),
                        group(28, "DMA-FQ", PF1),
                        group(101, "identity", vf(2)),
                        group(102, "identity", vf(3)),
                        new IommuGroup(
                                3,
                                Optional.empty(),
                                Optional.of("vfio-noiommu"),
                                List.of(new IommuGroup.Member(ONBOARD, Optional.empty())))),
                OptionalInt.of(97));
    }

    private static IommuGroup group(int id, String type, PciAddress member) {
        return new IommuGroup(
                id,
                Optional.of(type),
                Optional.empty(),
                List.of(new IommuGroup.Member(member, Optional.of("020000"))));
    }

    private static PciAddress vf(int function) {
        return new PciAddress(0, 0x81, 0, function);
    }

    private static PhysicalFunction firstPort() {
        return new PhysicalFunction(
                PF0,
                Optional.of("15b3"),
                Optional.of("101d"),
                Optional.of("020000"),
                Optional.of("mlx5_core"),
                OptionalInt.of(1),
                OptionalInt.of(27),
                Optional.of(
                        new PhysicalFunction.Sriov(
                                OptionalInt.of(8),
                                OptionalInt.of(2),
                                OptionalInt.of(2),
                                OptionalInt.of(1),
                                Optional.of("101e"),
                                Optional.of(true),
                                OptionalInt.empty())),
                Pcie.NONE,
                List.of(netdev("ens3f0np0", "b8:3f:d2:10:00:2a")),
                List.of(rdma("mlx5_0", Optional.empty(), Optional.of("b83f:d203:0010:002a"))),
                List.of(networkVf(), passedThroughVf()),
                List.of(
                        new UpstreamPort(
                                ROOT_PORT,
                                Optional.of("root-port"),
                                Optional.of(new UpstreamPort.Acs(0x5f, 0x1d)),
                                List.of(),
                                Optional.empty())),
                Optional.of(ADMIN_READ));
    }

    private static PhysicalFunction secondPort() {
        return new PhysicalFunction(
                PF1,
                Optional.of("15b3"),
                Optional.of("101d"),
                Optional.of("020000"),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.of(28),
                Optional.of(
                        new PhysicalFunction.Sriov(
                                OptionalInt.of(8),
                                OptionalInt.empty(),
                                OptionalInt.of(9),
                                OptionalInt.of(1),
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty())),
                Pcie.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new UpstreamPort(
                                ROOT_PORT,
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty())),
                Optional.empty());
    }

    private static VirtualFunction networkVf() {
        return new VirtualFunction(
                OptionalInt.of(0),
                vf(2),
                Optional.of("15b3"),
                Optional.of("101e"),
                Optional.of("020000"),
                Optional.of("mlx5_core"),
                Optional.empty(),
                OptionalInt.of(1),
                OptionalInt.of(101),
                List.of(netdev("ens3f0v0", "02:3f:d2:10:00:01")),
                List.of(rdma("mlx5_2", Optional.empty(), Optional.of("0000:0000:0000:0000"))),
                OptionalInt.empty(),
                Optional.of(
                        new VfAdmin(
                                Optional.of("02:3f:d2:10:00:01"),
                                OptionalInt.of(301),
                                OptionalInt.of(3),
                                Optional.of(true),
                                Optional.of(false),
                                Optional.of("auto"),
                                OptionalInt.of(0),
                                OptionalInt.of(25_000))),
                new VfUse.Unknown());
    }

    private static VirtualFunction passedThroughVf() {
        return new VirtualFunction(
                OptionalInt.of(1),
                vf(3),
                Optional.of("15b3"),
                Optional.of("101e"),
                Optional.of("020000"),
                Optional.of("vfio-pci"),
                Optional.of("vfio-pci"),
                OptionalInt.of(1),
                OptionalInt.of(102),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Optional.of(
                        new VfAdmin(
                                Optional.of("00:00:00:00:00:00"),
                                OptionalInt.of(0),
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.of(true),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty())),
                new VfUse.Unknown());
    }

    private static VirtualFunction orphan() {
        return new VirtualFunction(
                OptionalInt.empty(),
                ORPHAN,
                Optional.of("8086"),
                Optional.of("1889"),
                Optional.of("020000"),
                Optional.of("iavf"),
                Optional.empty(),
                OptionalInt.of(0),
                OptionalInt.empty(),
                List.of(),
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                new VfUse.Unknown());
    }

    private static NetworkFunction onboard() {
        return new NetworkFunction(
                ONBOARD,
                Optional.of("14e4"),
                Optional.of("165f"),
                Optional.of("020000"),
                Optional.of("tg3"),
                OptionalInt.of(0),
                OptionalInt.of(3),
                List.of(
                        new Netdev(
                                "eno1",
                                Optional.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty(),
                                OptionalInt.empty(),
                                Optional.empty())),
                List.of());
    }

    private static Netdev netdev(String name, String mac) {
        return new Netdev(
                name,
                Optional.of(mac),
                Optional.of(mac),
                OptionalInt.of(9000),
                Optional.of("up"),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static RdmaDevice rdma(String name, Optional<String> parent, Optional<String> guid) {
        RdmaDevice.Port port =
                new RdmaDevice.Port(
                        1,
                        Optional.of("ACTIVE"),
                        Optional.of("LinkUp"),
                        guid.map(any -> "Ethernet"),
                        guid.map(any -> "100 Gb/sec (4X EDR)"),
                        Optional.empty());
        return new RdmaDevice(
                name,
                parent,
                guid,
                guid.map(any -> "22.43.2026"),
                Optional.empty(),
                List.of(),
                List.of(port));
    }

    private static List<HugepagePool> hugepages() {
        return List.of(
                new HugepagePool(
                        1_048_576,
                        OptionalInt.empty(),
                        16,
                        OptionalLong.of(12),
                        OptionalLong.of(2),
                        OptionalLong.of(0)),
                new HugepagePool(
                        1_048_576,
                        OptionalInt.of(1),
                        16,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
    }

    private static Journal journal() {
        return new Journal(
                Optional.of(new Journal.VfChange(PF0, CHANGED, BOOT, 0, 2)),
                List.of(new Journal.VfCount(PF0, 4)));
    }
}
