package io.vfleet.bench.node;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/// A healthy host: nothing on it moves, and no two are the same.
public final class BenchHost {

    static final String VERSION = "bench";

    private static final String CLASS_CODE = "020000";
    private static final Instant BOOTED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final int number;
    private final UUID identity;
    private final Shape shape;

    /// @param identity what machine id, product UUID and boot id follow from
    public BenchHost(int number, UUID identity, Shape shape) {
        this.number = number;
        this.identity = identity;
        this.shape = shape;
    }

    String hostname() {
        return "bench-%06d".formatted(number);
    }

    String machineId() {
        return identity.toString().replace("-", "");
    }

    String productUuid() {
        return identity.toString();
    }

    String bootId() {
        return new UUID(~identity.getMostSignificantBits(), identity.getLeastSignificantBits())
                .toString();
    }

    public NodeInventory inventory(Instant collectedAt) {
        List<PhysicalFunction> pfs = new ArrayList<>();
        for (int i = 0; i < shape.pfs(); i++) {
            pfs.add(new BenchCard(number, i).pf(shape.vfsPerPf(), collectedAt));
        }
        return new NodeInventory(
                collectedAt,
                VERSION,
                host(),
                iommu(pfs),
                pfs,
                List.of(),
                List.of(),
                List.of(hugepages()),
                modules(),
                List.of(),
                List.of(),
                Kubernetes.NONE,
                Map.of("site", "bench", "rack", "r" + number / 40),
                Journal.EMPTY,
                List.of());
    }

    private Host host() {
        return new Host(
                Optional.of(hostname()),
                Optional.of(machineId()),
                Optional.of(bootId()),
                Optional.of(BOOTED_AT),
                Optional.of("6.8.0-45-generic"),
                Optional.of("ro quiet intel_iommu=on iommu=pt hugepagesz=1G hugepages=16"),
                Optional.of("GenuineIntel"),
                Optional.of(false),
                Optional.of("none"),
                new Host.Dmi(
                        Optional.of("Dell Inc."),
                        Optional.of("PowerEdge R750xa"),
                        Optional.of(productUuid()),
                        Optional.of("1.13.2"),
                        Optional.of("12/19/2025")),
                new Host.Kernel(
                        OptionalLong.of(0),
                        Optional.of("vmx"),
                        Optional.of(true),
                        List.of(),
                        Optional.of(true),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private static Iommu iommu(List<PhysicalFunction> pfs) {
        List<IommuGroup> groups = new ArrayList<>();
        for (PhysicalFunction pf : pfs) {
            groups.add(group(pf.iommuGroup(), new IommuGroup.Member(pf.address(), pf.classCode())));
            pf.virtualFunctions()
                    .forEach(vf ->
                            groups.add(
                                    group(
                                            vf.iommuGroup(),
                                            new IommuGroup.Member(vf.address(), vf.classCode()))));
        }
        return new Iommu(
                List.of("DMAR"),
                List.of("dmar0"),
                Optional.of(true),
                Optional.of(false),
                groups,
                OptionalInt.of(groups.size() + 40));
    }

    private static IommuGroup group(OptionalInt id, IommuGroup.Member only) {
        return new IommuGroup(
                id.orElseThrow(), Optional.of("identity"), Optional.empty(), List.of(only));
    }

    private static HugepagePool hugepages() {
        return new HugepagePool(
                1_048_576,
                OptionalInt.empty(),
                16,
                OptionalLong.of(16),
                OptionalLong.of(0),
                OptionalLong.of(0));
    }

    private static List<KernelModule> modules() {
        return List.of("mlx5_core", "mlx5_ib", "ib_core", "ib_uverbs", "vfio_pci").stream()
                .map(name -> new KernelModule(name, Optional.empty(), Optional.empty()))
                .toList();
    }

    static Optional<String> networkClass() {
        return Optional.of(CLASS_CODE);
    }
}
