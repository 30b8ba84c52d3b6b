package io.vfleet.domain.testing;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// A PF in the making: a ConnectX-6 Dx port unless told otherwise.
public final class PfDraft {

    private final PciAddress address;
    private final int port;
    private final int totalVfs;
    private final int offset;
    private Optional<String> vendorId = Optional.of("15b3");
    private Optional<String> deviceId = Optional.of("101d");
    private Optional<String> classCode = Optional.of("020000");
    private Optional<String> driver = Optional.of("mlx5_core");
    private OptionalInt numaNode = OptionalInt.of(1);
    private OptionalInt iommuGroup;
    private OptionalInt numVfs = OptionalInt.of(0);
    private boolean driversAutoprobe = true;
    private boolean sriovFiles = true;
    private List<Netdev> netdevs;
    private List<RdmaDevice> rdmaDevices;
    private List<UpstreamPort> upstream = List.of();
    private Optional<Instant> vfAdminReadAt = Optional.of(Inventories.COLLECTED_AT);
    private final List<VfDraft> vfs = new ArrayList<>();

    /// @param port which of the host's ports this is; names, MACs and groups follow from it
    /// @param offset from this function to its first VF in routing ids; the stride is 1
    public PfDraft(PciAddress address, int port, int totalVfs, int offset) {
        this.address = address;
        this.port = port;
        this.totalVfs = totalVfs;
        this.offset = offset;
        iommuGroup = OptionalInt.of(27 + port);
        netdevs = List.of(netdev());
        rdmaDevices = List.of(Devices.rdma("mlx5_" + port, guid(), "ACTIVE", "LinkUp"));
    }

    private Netdev netdev() {
        String mac = "b8:3f:d2:10:%02x:00".formatted(port);
        return Devices.netdev("ens%df%d".formatted(3 + port / 2, port % 2), mac, "up");
    }

    private String guid() {
        return "b83f:d203:0010:%02x00".formatted(port);
    }

    /// That many VFs, all new and healthy; `sriov_numvfs` follows.
    public PfDraft vfs(int count) {
        vfs.clear();
        for (int index = 0; index < count; index++) {
            vfs.add(new VfDraft(vfAddress(index), port, index));
        }
        return numVfs(count);
    }

    private PciAddress vfAddress(int index) {
        int routingId = (address.bus() << 8) + (address.device() << 3) + address.function();
        int vf = routingId + offset + index;
        return new PciAddress(address.domain(), vf >> 8, vf >> 3 & 0x1f, vf & 7);
    }

    /// Changes the VF of this index.
    public PfDraft vf(int index, Consumer<VfDraft> change) {
        change.accept(vfs.get(index));
        return this;
    }

    public PfDraft eachVf(Consumer<VfDraft> change) {
        vfs.forEach(change);
        return this;
    }

    /// `sriov_numvfs` alone, with the VFs left as they are.
    public PfDraft numVfs(int value) {
        numVfs = OptionalInt.of(value);
        return this;
    }

    /// `sriov_numvfs` could not be read.
    public PfDraft noNumVfs() {
        numVfs = OptionalInt.empty();
        return this;
    }

    /// The capability is there, the kernel offers no `sriov_*` files.
    public PfDraft noSriovFiles() {
        sriovFiles = false;
        return this;
    }

    public PfDraft ids(String vendor, String device) {
        vendorId = Optional.of(vendor);
        deviceId = Optional.of(device);
        return this;
    }

    public PfDraft classCode(String value) {
        classCode = Optional.of(value);
        return this;
    }

    public PfDraft driver(String value) {
        driver = Optional.of(value);
        return this;
    }

    public PfDraft noDriver() {
        driver = Optional.empty();
        return this;
    }

    public PfDraft numaNode(int value) {
        numaNode = OptionalInt.of(value);
        return this;
    }

    public PfDraft iommuGroup(int value) {
        iommuGroup = OptionalInt.of(value);
        return this;
    }

    public PfDraft noIommuGroup() {
        iommuGroup = OptionalInt.empty();
        return this;
    }

    void noGroups() {
        noIommuGroup();
        vfs.forEach(VfDraft::noIommuGroup);
    }

    public PfDraft driversAutoprobe(boolean value) {
        driversAutoprobe = value;
        return this;
    }

    public PfDraft netdevs(Netdev... devices) {
        netdevs = List.of(devices);
        return this;
    }

    public PfDraft rdmaDevices(RdmaDevice... devices) {
        rdmaDevices = List.of(devices);
        return this;
    }

    /// The bridges up to the root port, nearest first.
    public PfDraft upstream(UpstreamPort... ports) {
        upstream = List.of(ports);
        return this;
    }

    public PfDraft vfAdminReadAt(Instant value) {
        vfAdminReadAt = Optional.of(value);
        return this;
    }

    /// Nobody asked for the admin state, as under `--root`.
    public PfDraft adminNotAsked() {
        vfAdminReadAt = Optional.empty();
        vfs.forEach(VfDraft::noAdmin);
        return this;
    }

    void join(HostDraft.Groups groups) {
        iommuGroup.ifPresent(group -> groups.add(group, address, classCode));
        vfs.forEach(vf -> vf.join(groups));
    }

    public PhysicalFunction build() {
        return new PhysicalFunction(
                address,
                vendorId,
                deviceId,
                classCode,
                driver,
                numaNode,
                iommuGroup,
                sriovFiles ? Optional.of(sriov()) : Optional.empty(),
                Pcie.NONE,
                netdevs,
                rdmaDevices,
                vfs.stream().map(vf -> vf.build(numaNode)).toList(),
                upstream,
                vfAdminReadAt);
    }

    private PhysicalFunction.Sriov sriov() {
        return new PhysicalFunction.Sriov(
                OptionalInt.of(totalVfs),
                numVfs,
                OptionalInt.of(offset),
                OptionalInt.of(1),
                Optional.of("101e"),
                Optional.of(driversAutoprobe),
                OptionalInt.of(0));
    }
}
