package io.vfleet.domain.chain;

import java.util.List;

/// Whose IOMMU it is: by the firmware's table, else by the CPU.
enum IommuMaker {
    INTEL("VT-d"),
    AMD("AMD-Vi (IOMMU)"),
    ARM("the SMMU"),
    UNKNOWN("the IOMMU (VT-d or AMD-Vi)");

    private final String inBios;

    IommuMaker(String inBios) {
        this.inBios = inBios;
    }

    /// What the BIOS calls it.
    String inBios() {
        return inBios;
    }

    boolean maybe(IommuMaker maker) {
        return this == maker || this == UNKNOWN;
    }

    // a QEMU machine may have an AMD CPU and Intel's IOMMU: the table decides
    static IommuMaker of(Examination host) {
        List<String> tables = host.inventory().iommu().acpiTables();
        if (tables.contains("DMAR")) {
            return INTEL;
        }
        if (tables.contains("IVRS")) {
            return AMD;
        }
        return tables.contains("IORT") ? ARM : ofCpu(host.host().cpuVendor().orElse(""));
    }

    private static IommuMaker ofCpu(String vendor) {
        return switch (vendor) {
            case "GenuineIntel" -> INTEL;
            case "AuthenticAMD", "HygonGenuine" -> AMD;
            case "ARM" -> ARM;
            default -> UNKNOWN;
        };
    }
}
