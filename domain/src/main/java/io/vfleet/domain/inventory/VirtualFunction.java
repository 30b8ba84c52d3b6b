package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One VF.
///
/// @param index the N of the PF's `virtfnN` link; empty for an orphan, whose PF is not visible
/// @param interrupts how many message-signaled interrupts it has been given, `msi_irqs`
/// @param admin what the PF's driver enforces; empty when not asked or not answered
/// @param use who holds it
/// @param gid of a VF on Ethernet that is used, what peers reach its RDMA device by: its first GID
///   that is not link-local, else its first; empty where there is none, or nobody asked
public record VirtualFunction(
        OptionalInt index,
        PciAddress address,
        Optional<String> vendorId,
        Optional<String> deviceId,
        Optional<String> classCode,
        Optional<String> driver,
        Optional<String> driverOverride,
        OptionalInt numaNode,
        OptionalInt iommuGroup,
        List<Netdev> netdevs,
        List<RdmaDevice> rdmaDevices,
        OptionalInt interrupts,
        Optional<VfAdmin> admin,
        VfUse use,
        Optional<String> gid) {

    /// One whose GIDs nobody asked for.
    public VirtualFunction(
            OptionalInt index,
            PciAddress address,
            Optional<String> vendorId,
            Optional<String> deviceId,
            Optional<String> classCode,
            Optional<String> driver,
            Optional<String> driverOverride,
            OptionalInt numaNode,
            OptionalInt iommuGroup,
            List<Netdev> netdevs,
            List<RdmaDevice> rdmaDevices,
            OptionalInt interrupts,
            Optional<VfAdmin> admin,
            VfUse use) {
        this(
                index,
                address,
                vendorId,
                deviceId,
                classCode,
                driver,
                driverOverride,
                numaNode,
                iommuGroup,
                netdevs,
                rdmaDevices,
                interrupts,
                admin,
                use,
                Optional.empty());
    }

    public VirtualFunction {
        netdevs = List.copyOf(netdevs);
        rdmaDevices = List.copyOf(rdmaDevices);
    }

    /// A file below this function's folder in sysfs.
    public String path(String file) {
        return address.sysfsPath() + "/" + file;
    }
}
