package io.vfleet.simulation.sysfs;

/// Where links of many kinds lead.
final class SysPaths {

    private SysPaths() {}

    static String driver(String name) {
        return "/sys/bus/pci/drivers/" + name;
    }

    static String group(int number) {
        return "/sys/kernel/iommu_groups/" + number;
    }

    static String module(String name) {
        return "/sys/module/" + name;
    }
}
