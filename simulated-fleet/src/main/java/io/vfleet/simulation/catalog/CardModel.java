package io.vfleet.simulation.catalog;

/// A network card as its vendor builds it; every port is one PF.
///
/// @param vfDevice the device id of its VFs, `sriov_vf_device`
/// @param macPrefix the first three bytes of its addresses
/// @param mbit the speed of a port
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
        String firmware,
        String board) {}
