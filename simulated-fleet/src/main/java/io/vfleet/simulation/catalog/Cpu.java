package io.vfleet.simulation.catalog;

/// A processor, two of which are in every server.
///
/// @param vendor `vendor_id` of `/proc/cpuinfo`
/// @param rootPort vendor and device id of its PCI Express root ports
public record Cpu(String vendor, String model, int family, int cores, PciIds rootPort) {

    private static final int BRIDGE = 0x060400;

    public static final Cpu SAPPHIRE_RAPIDS =
            new Cpu(
                    "GenuineIntel",
                    "Intel(R) Xeon(R) Platinum 8480+",
                    6,
                    56,
                    new PciIds(0x8086, 0x352a, 0x8086, 0x0000, 0x30, BRIDGE));
    public static final Cpu ICE_LAKE =
            new Cpu(
                    "GenuineIntel",
                    "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz",
                    6,
                    32,
                    new PciIds(0x8086, 0x347a, 0x8086, 0x0000, 0x04, BRIDGE));
    public static final Cpu GENOA =
            new Cpu(
                    "AuthenticAMD",
                    "AMD EPYC 9354 32-Core Processor",
                    25,
                    32,
                    new PciIds(0x1022, 0x14ab, 0x1022, 0x1453, 0x01, BRIDGE));
    public static final Cpu MILAN =
            new Cpu(
                    "AuthenticAMD",
                    "AMD EPYC 7543 32-Core Processor",
                    25,
                    32,
                    new PciIds(0x1022, 0x1483, 0x1022, 0x1453, 0x00, BRIDGE));

    /// The links of its root ports: the fifth generation of PCI Express came with these two.
    public CardModel.Slot link() {
        boolean fifth = equals(SAPPHIRE_RAPIDS) || equals(GENOA);
        return new CardModel.Slot(fifth ? 32_000 : 16_000, 16);
    }

    /// Whether Intel made it, which decides the names of its IOMMU.
    public boolean intel() {
        return vendor.equals("GenuineIntel");
    }
}
