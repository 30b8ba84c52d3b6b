package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One host at one instant: facts and gaps, no opinions.
///
/// An empty field is proven absent unless [#gap] covers its path; then it is unknown.
///
/// @param orphanVirtualFunctions VFs whose PF is not visible (a guest)
/// @param otherNetworkFunctions network and RDMA functions that are neither PF nor VF
/// @param rdmaDevices those that could not be joined to a PCI function (software, or a partial
///   tree)
/// @param owners what else on the host sets VF counts, in order of path
/// @param labels from `/etc/vfleet/agent.yaml`
public record NodeInventory(
        Instant collectedAt,
        String agentVersion,
        Host host,
        Iommu iommu,
        List<PhysicalFunction> physicalFunctions,
        List<VirtualFunction> orphanVirtualFunctions,
        List<NetworkFunction> otherNetworkFunctions,
        List<HugepagePool> hugepages,
        List<KernelModule> modules,
        List<RdmaDevice> rdmaDevices,
        List<VfCountOwner> owners,
        Kubernetes kubernetes,
        Map<String, String> labels,
        Journal journal,
        List<Gap> gaps) {

    public NodeInventory {
        physicalFunctions = List.copyOf(physicalFunctions);
        orphanVirtualFunctions = List.copyOf(orphanVirtualFunctions);
        otherNetworkFunctions = List.copyOf(otherNetworkFunctions);
        hugepages = List.copyOf(hugepages);
        modules = List.copyOf(modules);
        rdmaDevices = List.copyOf(rdmaDevices);
        owners = List.copyOf(owners);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        gaps = List.copyOf(gaps);
    }

    /// The same look, with the host's name and what the agent remembers.
    public NodeInventory with(Host other, Journal remembered) {
        return new NodeInventory(
                collectedAt,
                agentVersion,
                other,
                iommu,
                physicalFunctions,
                orphanVirtualFunctions,
                otherNetworkFunctions,
                hugepages,
                modules,
                rdmaDevices,
                owners,
                kubernetes,
                labels,
                remembered,
                gaps);
    }

    /// Why what stands at `path` is unknown, if it is.
    public Optional<Gap> gap(String path) {
        return gaps.stream().filter(gap -> gap.covers(path)).findFirst();
    }

    /// All VFs with a visible PF.
    public Stream<VirtualFunction> virtualFunctions() {
        return physicalFunctions.stream().flatMap(pf -> pf.virtualFunctions().stream());
    }
}
