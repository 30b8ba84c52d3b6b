package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The VFs of a PF in a row: mostly a VF is the one before it, one step on, with a MAC of its own.
///
/// Part of the protocol, and frozen like it: agent and server must expect the same.
final class VfSeries {

    private static final int MOST_INDEX = 0xffff;

    private final Steps steps = new Steps();
    private Optional<VirtualFunction> last = Optional.empty();

    void add(VirtualFunction vf) {
        last = Optional.of(vf);
        steps.at(vf.address());
    }

    /// What comes next: index, group and the last number in each name one higher, the address one
    /// step on, everything else as it was.
    ///
    /// @param mac of its only netdev; what was the MAC of the one before is this one's here
    /// @param guid of its only RDMA device; empty where it follows from the MAC or stays
    Optional<VirtualFunction> next(Optional<String> mac, Optional<String> guid) {
        Optional<PciAddress> address = steps.next();
        return last.filter(VfSeries::goesOn)
                .flatMap(before -> address.map(there -> next(before, there, mac, guid)));
    }

    // no number leaves the range in which it may stand in a document
    private static boolean goesOn(VirtualFunction vf) {
        return vf.index().orElse(0) < MOST_INDEX && vf.iommuGroup().orElse(0) < Integer.MAX_VALUE;
    }

    private static VirtualFunction next(
            VirtualFunction before,
            PciAddress address,
            Optional<String> mac,
            Optional<String> guid) {
        Macs macs = new Macs(mac(before), mac);
        List<RdmaDevice> rdmaDevices =
                before.rdmaDevices().stream().map(device -> next(device, macs, guid)).toList();
        Guids guids = new Guids(guid(before), only(rdmaDevices).flatMap(RdmaDevice::nodeGuid));
        return new VirtualFunction(
                oneMore(before.index()),
                address,
                before.vendorId(),
                before.deviceId(),
                before.classCode(),
                before.driver(),
                before.driverOverride(),
                before.numaNode(),
                oneMore(before.iommuGroup()),
                before.netdevs().stream().map(netdev -> next(netdev, macs)).toList(),
                rdmaDevices,
                before.interrupts(),
                before.admin().map(admin -> next(admin, macs, guids)),
                before.use(),
                macs.nextGid(before.gid()));
    }

    private static Netdev next(Netdev before, Macs macs) {
        return new Netdev(
                Names.next(before.name()),
                macs.next(before.mac()),
                macs.next(before.permanentMac()),
                before.mtu(),
                before.operState(),
                before.speedMbps(),
                before.master(),
                before.port());
    }

    private static RdmaDevice next(RdmaDevice before, Macs macs, Optional<String> guid) {
        return new RdmaDevice(
                Names.next(before.name()),
                before.parentNetdev(),
                guid.or(() -> macs.nextGuid(before.nodeGuid())),
                before.firmware(),
                before.boardId(),
                before.verbs(),
                before.ports(),
                before.systemGuid());
    }

    private static VfAdmin next(VfAdmin before, Macs macs, Guids guids) {
        return new VfAdmin(
                macs.next(before.mac()),
                before.vlan(),
                before.qos(),
                before.spoofchk(),
                before.trust(),
                before.linkState(),
                before.minTxRate(),
                before.maxTxRate(),
                before.vlanProtocol(),
                guids.next(before.nodeGuid()),
                guids.next(before.portGuid()));
    }

    /// The GUID of one VF's RDMA device and of the next one's: on InfiniBand its PF knows it by the
    /// same.
    private record Guids(Optional<String> before, Optional<String> now) {

        Optional<String> next(Optional<String> field) {
            return before.isPresent() && field.equals(before) ? now : field;
        }
    }

    /// The MAC of a VF that has one netdev.
    static Optional<String> mac(VirtualFunction vf) {
        return only(vf.netdevs()).flatMap(Netdev::mac);
    }

    /// The node GUID of a VF that has one RDMA device.
    static Optional<String> guid(VirtualFunction vf) {
        return only(vf.rdmaDevices()).flatMap(RdmaDevice::nodeGuid);
    }

    private static <T> Optional<T> only(List<T> things) {
        return things.size() == 1 ? Optional.of(things.getFirst()) : Optional.empty();
    }

    private static OptionalInt oneMore(OptionalInt number) {
        return number.isPresent() ? OptionalInt.of(number.getAsInt() + 1) : number;
    }
}
