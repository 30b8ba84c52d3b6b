package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.KernelCommandLine;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What nodes with the same cards are compared by.
///
/// @param hardware the ids of its network PFs, each once
/// @param traits a JSON object of lists
record TraitRow(UUID node, String hardware, String traits) {

    private static final JsonMapper JSON = new JsonMapper();

    // arguments that change how devices, memory or the IOMMU behave
    private static final Set<String> ARGUMENTS =
            Set.of(
                    "acpi",
                    "amd_iommu",
                    "default_hugepagesz",
                    "hugepages",
                    "hugepagesz",
                    "ib_core.netns_mode",
                    "intel_iommu",
                    "iommu",
                    "iommu.passthrough",
                    "iommu.strict",
                    "isolcpus",
                    "lockdown",
                    "mem_encrypt",
                    "mitigations",
                    "modprobe.blacklist",
                    "nohz_full",
                    "numa_balancing",
                    "pci",
                    "pcie_acs_override",
                    "pcie_aspm",
                    "pcie_ports",
                    "rd.driver.blacklist",
                    "swiotlb",
                    "transparent_hugepage",
                    "vfio_pci.ids",
                    "vfio_iommu_type1.allow_unsafe_interrupts");

    static TraitRow of(UUID node, NodeInventory inventory) {
        List<PhysicalFunction> pfs =
                inventory.physicalFunctions().stream().filter(PhysicalFunction::network).toList();
        Map<String, List<String>> traits = new TreeMap<>();
        Host host = inventory.host();
        put(traits, "bios", host.dmi().biosVersion().stream());
        put(traits, "driver", pfs.stream().flatMap(pf -> pf.driver().stream()));
        put(traits, "driverVersion", driverVersions(inventory, pfs));
        put(traits, "firmware", pfs.stream().flatMap(TraitRow::firmware));
        put(traits, "argument", arguments(host));
        String hardware =
                pfs.stream()
                        .map(TraitRow::card)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" "));
        return new TraitRow(node, hardware, JSON.writeValueAsString(traits));
    }

    private static void put(Map<String, List<String>> traits, String name, Stream<String> values) {
        List<String> all = values.distinct().sorted().toList();
        if (!all.isEmpty()) {
            traits.put(name, all);
        }
    }

    private static String card(PhysicalFunction pf) {
        return pf.vendorId().orElse("?") + ":" + pf.deviceId().orElse("?");
    }

    private static Stream<String> firmware(PhysicalFunction pf) {
        Optional<String> running = pf.card().devlink().flatMap(devlink -> devlink.running("fw"));
        return running
                .or(() ->
                        pf.rdmaDevices().stream()
                                .map(RdmaDevice::firmware)
                                .flatMap(Optional::stream)
                                .findFirst())
                .map(version -> card(pf) + " " + version)
                .stream();
    }

    // a driver of the kernel's own tree has no version but the kernel's
    private static Stream<String> driverVersions(
            NodeInventory inventory, List<PhysicalFunction> pfs) {
        Set<String> drivers =
                pfs.stream().flatMap(pf -> pf.driver().stream()).collect(Collectors.toSet());
        return inventory.modules().stream()
                .filter(module -> drivers.contains(module.name()))
                .flatMap(module -> version(module).stream());
    }

    private static Optional<String> version(KernelModule module) {
        return module.version().map(version -> module.name() + " " + version);
    }

    private static Stream<String> arguments(Host host) {
        return host.kernelCommandLine().map(KernelCommandLine::parse).stream()
                .flatMap(line -> line.arguments().stream())
                .filter(argument -> ARGUMENTS.contains(argument.key()))
                .map(KernelCommandLine.Argument::text);
    }
}
