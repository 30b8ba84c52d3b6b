package io.vfleet.simulation.kernel;

import io.vfleet.simulation.catalog.KernelBuild;
import io.vfleet.simulation.catalog.ServerModel;
import java.util.List;
import java.util.Map;

/// What stays the same over a reboot.
///
/// @param firmwareIommu whether the firmware hands its IOMMU to the kernel
/// @param spareKiB per NUMA node, what is left for hugepages at boot
/// @param labels of `/etc/vfleet/agent.yaml`
public record Machine(
        String hostname,
        String machineId,
        String productUuid,
        String serial,
        ServerModel server,
        KernelBuild build,
        boolean firmwareIommu,
        List<Long> spareKiB,
        Map<String, String> labels) {

    public Machine {
        spareKiB = List.copyOf(spareKiB);
        labels = Map.copyOf(labels);
    }

    public int numaNodes() {
        return spareKiB.size();
    }
}
