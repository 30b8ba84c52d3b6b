package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.testing.Devices;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Ways in which a host can be broken, each with what is wanted of it.
enum Breakages {
    IOMMU_OFF_IN_FIRMWARE(() -> Inventories.healthyHost().iommuOffInFirmware()),
    IOMMU_OFF_IN_KERNEL(
            () -> Inventories.healthyHost().commandLine("intel_iommu=off").iommuOffInKernel()),
    NOT_ISOLATED(() ->
            Inventories.healthyHost()
                    .pf(
                            0,
                            pf ->
                                    pf.upstream(
                                                    Inventories.portWithoutAcs(
                                                            "0000:80:01.0", "root-port"))
                                            .eachVf(vf -> vf.iommuGroup(27)))),
    MADE_UP_GROUPS(() -> Inventories.healthyHost().iommuUnits().iommu(Examined.madeUp())),
    NO_HUGEPAGES(() -> Inventories.healthyHost().hugepages(HostDraft.machineWide(1048576, 0))),
    NO_DRIVER(() -> Inventories.healthyHost().pf(0, pf -> pf.vfs(0).noDriver())),
    NO_VFS(() -> Inventories.healthyHost().pf(0, pf -> pf.vfs(0))),
    REFUSED_WRITE(() -> VfWriteFailedTests.refused(0, "ENOSPC")),
    NO_RDMA(() -> Inventories.healthyHost().pf(0, pf -> pf.eachVf(VfDraft::rdmaDevices)));

    private final Supplier<HostDraft> host;

    Breakages(Supplier<HostDraft> host) {
        this.host = host;
    }

    HostDraft host() {
        return host.get();
    }

    /// Four VFs on each PF, RDMA on every VF.
    static Expectations wanted() {
        Expectations none = Expectations.NONE;
        return new Expectations(
                Optional.of("training"),
                Map.of(Examined.PF0, 4, Examined.PF1, 4),
                Optional.empty(),
                true,
                List.of(),
                Optional.of(true),
                Optional.empty());
    }

    /// A host on which everything that can be remarked upon besides is so.
    static HostDraft untidy() {
        Journal journal =
                new Journal(Optional.empty(), List.of(new Journal.VfCount(Examined.PF1, 4)));
        return Inventories.healthyHost()
                .journal(journal)
                .pf(1, pf -> pf.vfs(0))
                .pf(0, pf -> pf.vf(2, vf -> vf.iommuGroup(102).netdevs().driver("mlx5_core")))
                .pf(0, pf -> pf.rdmaDevices(Devices.rdma("mlx5_9", "0", "DOWN", "Polling")))
                .others(Inventories.other("0000:01:00.0", OptionalInt.of(27)))
                .gap("/sys/kernel/iommu_groups/101/devices", "EIO")
                .gap("/sys/kernel/iommu_groups/101", "EACCES");
    }
}
