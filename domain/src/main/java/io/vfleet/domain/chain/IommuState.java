package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;

/// Whether an IOMMU is at work, by its effect (groups), never by what was asked for.
enum IommuState {
    ACTIVE,
    OFF,
    UNKNOWN;

    static final String TABLES = "/sys/firmware/acpi/tables";
    static final String UNITS = "/sys/class/iommu";
    static final String GROUPS = "/sys/kernel/iommu_groups";

    /// The name of a group that VFIO makes up where there is no IOMMU (drivers/vfio/group.c).
    static final String UNPROTECTED = "vfio-noiommu";

    /// Modules of a domain that rules others.
    private static final List<String> XEN_DOM0 =
            List.of("xen_privcmd", "xen_gntdev", "xen_netback", "xen_blkback", "xen_pciback");

    static IommuState of(Examination host) {
        Iommu iommu = host.inventory().iommu();
        if (iommu.groups().stream().anyMatch(IommuState::protects)) {
            return ACTIVE;
        }
        boolean madeUp = !iommu.groups().isEmpty();
        if (madeUp) {
            return iommu.units().isEmpty() ? OFF : ACTIVE;
        }
        if (iommu.groupCount().orElse(0) > 0 || anyFunctionGrouped(host.inventory())) {
            return ACTIVE;
        }
        if (keptByXen(host).isPresent()) {
            return UNKNOWN;
        }
        boolean unread = iommu.groupCount().isEmpty() || host.gap(GROUPS).isPresent();
        return unread ? UNKNOWN : OFF;
    }

    /// Why nothing can be seen of the IOMMU: below Xen it is the hypervisor's, which takes the DMAR
    /// table away and lets dom0 make no group.
    static Optional<String> keptByXen(Examination host) {
        boolean dom0 =
                host.host().hypervisor().orElse(true)
                        && XEN_DOM0.stream().anyMatch(name -> host.module(name).isPresent());
        return dom0 ? Optional.of("Xen keeps the IOMMU to itself: see xl dmesg") : Optional.empty();
    }

    static boolean protects(IommuGroup group) {
        return group.name().filter(UNPROTECTED::equals).isEmpty();
    }

    /// What the host said where an IOMMU would show.
    static List<Evidence> evidence(Examination host) {
        Iommu iommu = host.inventory().iommu();
        String tables = sorted(iommu.acpiTables());
        return List.of(
                Evidence.of(
                        TABLES,
                        tables.isEmpty() ? "no DMAR, IVRS or IORT" : tables,
                        "DMAR (Intel), IVRS (AMD) or IORT (ARM)"),
                Evidence.of(
                        UNITS,
                        iommu.units().isEmpty() ? "empty" : sorted(iommu.units()),
                        "one entry per IOMMU"),
                Evidence.of(
                        GROUPS,
                        iommu.groups().isEmpty() ? "empty" : "made up: " + UNPROTECTED,
                        "a group for every function"));
    }

    private static String sorted(List<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    private static boolean anyFunctionGrouped(NodeInventory inventory) {
        return inventory.virtualFunctions().anyMatch(IommuState::grouped)
                || inventory.physicalFunctions().stream().anyMatch(IommuState::grouped)
                || inventory.otherNetworkFunctions().stream()
                        .anyMatch(function -> function.iommuGroup().isPresent());
    }

    private static boolean grouped(VirtualFunction vf) {
        return vf.iommuGroup().isPresent();
    }

    private static boolean grouped(PhysicalFunction pf) {
        return pf.iommuGroup().isPresent();
    }
}
