package io.vfleet.domain.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A PCI function with the SR-IOV capability, and the VFs it has now.
///
/// @param sriov the `sriov_*` files; empty when the capability is there but the kernel offers no
///   files
/// @param virtualFunctions by its `virtfnN` links, in order of index
/// @param upstream the bridges from this function up to the root port, nearest first
/// @param vfAdminReadAt when the admin state of the VFs was asked; empty when it was not
/// @param card the hardware, and what driver and firmware say of it
public record PhysicalFunction(
        PciAddress address,
        Optional<String> vendorId,
        Optional<String> deviceId,
        Optional<String> classCode,
        Optional<String> driver,
        OptionalInt numaNode,
        OptionalInt iommuGroup,
        Optional<Sriov> sriov,
        Pcie pcie,
        List<Netdev> netdevs,
        List<RdmaDevice> rdmaDevices,
        List<VirtualFunction> virtualFunctions,
        List<UpstreamPort> upstream,
        Optional<Instant> vfAdminReadAt,
        Card card) {

    public PhysicalFunction {
        netdevs = List.copyOf(netdevs);
        rdmaDevices = List.copyOf(rdmaDevices);
        virtualFunctions = List.copyOf(virtualFunctions);
        upstream = List.copyOf(upstream);
    }

    /// A PF whose card nobody asked.
    public PhysicalFunction(
            PciAddress address,
            Optional<String> vendorId,
            Optional<String> deviceId,
            Optional<String> classCode,
            Optional<String> driver,
            OptionalInt numaNode,
            OptionalInt iommuGroup,
            Optional<Sriov> sriov,
            Pcie pcie,
            List<Netdev> netdevs,
            List<RdmaDevice> rdmaDevices,
            List<VirtualFunction> virtualFunctions,
            List<UpstreamPort> upstream,
            Optional<Instant> vfAdminReadAt) {
        this(
                address,
                vendorId,
                deviceId,
                classCode,
                driver,
                numaNode,
                iommuGroup,
                sriov,
                pcie,
                netdevs,
                rdmaDevices,
                virtualFunctions,
                upstream,
                vfAdminReadAt,
                Card.NONE);
    }

    /// The same PF with these VFs.
    public PhysicalFunction with(List<VirtualFunction> others) {
        return new PhysicalFunction(
                address,
                vendorId,
                deviceId,
                classCode,
                driver,
                numaNode,
                iommuGroup,
                sriov,
                pcie,
                netdevs,
                rdmaDevices,
                others,
                upstream,
                vfAdminReadAt,
                card);
    }

    /// Class 02xx: what links 4 to 6 and operations are about.
    public boolean network() {
        return classCode.filter(code -> code.startsWith("02")).isPresent();
    }

    /// The folder of this function in sysfs, or a file below it.
    public String path(String file) {
        return address.sysfsPath() + "/" + file;
    }

    /// The `sriov_*` files of a PF.
    ///
    /// @param numVfs `sriov_numvfs`; empty with a gap when the read did not end (it waits for a
    ///   running write)
    /// @param driversAutoprobe false: VFs come up without a driver
    /// @param vfTotalMsix the interrupts to be dealt among the VFs; 0 where the driver cannot deal,
    ///   below 0 where it counted below 0 and the kernel shows that unsigned
    public record Sriov(
            OptionalInt totalVfs,
            OptionalInt numVfs,
            OptionalInt offset,
            OptionalInt stride,
            Optional<String> vfDeviceId,
            Optional<Boolean> driversAutoprobe,
            OptionalInt vfTotalMsix) {}
}
