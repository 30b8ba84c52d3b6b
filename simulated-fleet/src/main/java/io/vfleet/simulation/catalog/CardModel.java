package io.vfleet.simulation.catalog;

/// A network card as its vendor builds it; every port is one PF.
///
/// @param vfDevice the device id of its VFs, `sriov_vf_device`
/// @param macPrefix the first three bytes of its addresses
/// @param mbit the speed of a port
/// @param slot what its side of the PCI Express link can do
/// @param board the vendor's part number
public record CardModel(
        String name,
        PciIds ids,
        int vfDevice,
        int ports,
        Drivers drivers,
        VfLayout vfs,
        int macPrefix,
        int mbit,
        Slot slot,
        String firmware,
        String board) {

    /// A PCI Express link of so many transfers a second and lane.
    public record Slot(int megatransfers, int lanes) {

        /// `16.0 GT/s PCIe`.
        public String speed() {
            return "%d.%d GT/s PCIe".formatted(megatransfers / 1000, megatransfers / 100 % 10);
        }
    }
}
