package io.vfleet.simulation.catalog;

/// What a function's configuration header says it is.
///
/// @param classCode three bytes, `0x020000` for Ethernet
public record PciIds(
        int vendor,
        int device,
        int subsystemVendor,
        int subsystemDevice,
        int revision,
        int classCode) {

    /// The same with another device id.
    public PciIds withDevice(int other) {
        return new PciIds(vendor, other, subsystemVendor, subsystemDevice, revision, classCode);
    }
}
