package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.Link;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One line of what was seen at each link, whatever it was judged; nothing where it is not known.
record LinkFacts(NodeInventory inventory) {

    private static final int NAMED = 4;

    String at(Link link) {
        return switch (link) {
            case FIRMWARE -> firmware();
            case KERNEL -> kernel();
            case HUGEPAGES -> hugepages();
            case VFS -> vfs();
            case RDMA -> rdma();
            case ORCHESTRATION -> orchestration();
        };
    }

    private String firmware() {
        String tables = String.join(", ", inventory.iommu().acpiTables());
        String none = known("/sys/firmware/acpi/tables") ? "no IOMMU table" : "";
        String groups =
                inventory.iommu().groupCount().isPresent()
                        ? count(inventory.iommu().groupCount().getAsInt(), "IOMMU group")
                        : "";
        return listed(Stream.of(tables.isEmpty() ? none : tables, groups));
    }

    private String kernel() {
        String words =
                inventory.host().kernelCommandLine().stream()
                        .flatMap(line -> Arrays.stream(line.split("\\s+")))
                        .filter(word -> word.matches("(intel_|amd_)?iommu=.*|pci=.*|vfio.*"))
                        .collect(Collectors.joining(" "));
        return listed(Stream.of(inventory.host().kernelRelease().orElse(""), words));
    }

    private String hugepages() {
        TreeMap<Long, Long> bySize = new TreeMap<>();
        for (HugepagePool pool : inventory.hugepages()) {
            if (pool.numaNode().isEmpty()) {
                bySize.merge(pool.sizeKiB(), pool.total(), Long::sum);
            }
        }
        bySize.values().removeIf(total -> total == 0);
        if (bySize.isEmpty()) {
            return known("/sys/kernel/mm/hugepages") ? "none there" : "";
        }
        return bySize.entrySet().stream()
                .map(pool -> pool.getValue() + " of " + size(pool.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String size(long kib) {
        return kib >= 1 << 20 ? (kib >> 20) + " GiB" : (kib >> 10) + " MiB";
    }

    private String vfs() {
        if (!known("/sys/bus/pci/devices")) {
            return "";
        }
        if (inventory.physicalFunctions().isEmpty()) {
            return "no PF";
        }
        List<VirtualFunction> vfs = inventory.virtualFunctions().toList();
        String drivers =
                vfs.stream()
                        .flatMap(vf -> vf.driver().stream())
                        .distinct()
                        .sorted()
                        .limit(NAMED)
                        .collect(Collectors.joining(", "));
        String pfs = count(inventory.physicalFunctions().size(), "PF");
        return listed(Stream.of(count(vfs.size(), "VF") + " on " + pfs, drivers));
    }

    private String rdma() {
        // software devices (rxe, siw) are no function's
        List<String> names =
                Stream.concat(
                                inventory.physicalFunctions().stream()
                                        .flatMap(pf -> pf.rdmaDevices().stream()),
                                inventory
                                        .virtualFunctions()
                                        .flatMap(vf -> vf.rdmaDevices().stream()))
                        .map(RdmaDevice::name)
                        .distinct()
                        .sorted()
                        .toList();
        if (names.isEmpty()) {
            return known("/sys/class/infiniband") ? "no device of a PF or VF" : "";
        }
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return names.stream().limit(NAMED).collect(Collectors.joining(", ")) + more;
    }

    private String orchestration() {
        Kubernetes found = inventory.kubernetes();
        if (found.equals(Kubernetes.NONE)) {
            return known("/var/lib/kubelet/device-plugins") ? "no Kubernetes" : "";
        }
        return listed(
                Stream.of(
                        count(found.devicePlugins().size(), "device plugin"),
                        count(found.cniConfigurations().size(), "CNI configuration")));
    }

    private boolean known(String path) {
        return inventory.gap(path).isEmpty();
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String listed(Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }
}
