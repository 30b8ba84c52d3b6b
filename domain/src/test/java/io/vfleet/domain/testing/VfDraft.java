package io.vfleet.domain.testing;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A VF in the making, bound to mlx5_core with a network and an RDMA device.
public final class VfDraft {

    private static final String CLASS_CODE = "020000";

    private final PciAddress address;
    private OptionalInt index;
    private String deviceId = "101e";
    private Optional<String> driver = Optional.of("mlx5_core");
    private Optional<String> driverOverride = Optional.empty();
    private OptionalInt iommuGroup;
    private List<Netdev> netdevs;
    private List<RdmaDevice> rdmaDevices;
    private Optional<VfAdmin> admin;
    private VfUse use = new VfUse.Unknown();

    /// @param port of the PF; names, MACs and groups follow from it and from `index`
    public VfDraft(PciAddress address, int port, int index) {
        this.address = address;
        this.index = OptionalInt.of(index);
        String mac = "02:3f:d2:10:%02x:%02x".formatted(port, index);
        iommuGroup = OptionalInt.of(100 + 128 * port + index);
        netdevs = List.of(netdev(port, index, mac));
        rdmaDevices = List.of(rdma(port, index));
        admin = Optional.of(Devices.admin(mac));
    }

    private static Netdev netdev(int port, int index, String mac) {
        String name = "ens%df%dv%d".formatted(3 + port / 2, port % 2, index);
        return Devices.netdev(name, mac, "up");
    }

    private static RdmaDevice rdma(int port, int index) {
        String guid = "023f:d2ff:fe10:%02x%02x".formatted(port, index);
        return Devices.rdma("mlx5_" + (16 + 128 * port + index), guid, "ACTIVE", "LinkUp");
    }

    /// A VF whose PF is not visible, as in a guest.
    public VfDraft orphan() {
        index = OptionalInt.empty();
        return noAdmin();
    }

    public VfDraft deviceId(String value) {
        deviceId = value;
        return this;
    }

    public VfDraft driver(String value) {
        driver = Optional.of(value);
        return this;
    }

    public VfDraft noDriver() {
        driver = Optional.empty();
        return this;
    }

    public VfDraft driverOverride(String value) {
        driverOverride = Optional.of(value);
        return this;
    }

    /// Given to a guest or to DPDK: vfio-pci, hence neither network nor RDMA device.
    public VfDraft onVfio() {
        return driver("vfio-pci").netdevs().rdmaDevices();
    }

    public VfDraft iommuGroup(int value) {
        iommuGroup = OptionalInt.of(value);
        return this;
    }

    public VfDraft noIommuGroup() {
        iommuGroup = OptionalInt.empty();
        return this;
    }

    public VfDraft netdevs(Netdev... devices) {
        netdevs = List.of(devices);
        return this;
    }

    public VfDraft rdmaDevices(RdmaDevice... devices) {
        rdmaDevices = List.of(devices);
        return this;
    }

    public VfDraft admin(VfAdmin value) {
        admin = Optional.of(value);
        return this;
    }

    public VfDraft noAdmin() {
        admin = Optional.empty();
        return this;
    }

    public VfDraft heldBy(VfHolder... holders) {
        use = new VfUse.Held(List.of(holders));
        return this;
    }

    public VfDraft free() {
        use = new VfUse.Free();
        return this;
    }

    void join(HostDraft.Groups groups) {
        iommuGroup.ifPresent(group -> groups.add(group, address, Optional.of(CLASS_CODE)));
    }

    public VirtualFunction build(OptionalInt numaNode) {
        return new VirtualFunction(
                index,
                address,
                Optional.of("15b3"),
                Optional.of(deviceId),
                Optional.of(CLASS_CODE),
                driver,
                driverOverride,
                numaNode,
                iommuGroup,
                netdevs,
                rdmaDevices,
                OptionalInt.empty(),
                admin,
                use);
    }
}
