package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A MAC or GUID that a PF or one of its VFs answers to on the wire, where nobody else may.
///
/// A VF whose PF is not visible is left out: in a VM it is the one that the host reports.
///
/// @param function who answers to it
/// @param index of a VF
/// @param vlan the one the PF keeps the VF in; 0 is none
/// @param path where it stands
public record WireAddress(
        String value, PciAddress function, OptionalInt index, boolean vf, int vlan, String path) {

    /// Addresses that were never set.
    static final Set<String> UNSET = Set.of("00:00:00:00:00:00", "0000:0000:0000:0000");

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

    // RFC 9568: all routers of a group have it in common, one at a time answers
    private static final Pattern OF_ROUTERS = Pattern.compile("00:00:5e:00:0[12]:.*");
    private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    /// Those of a PF and its VFs, each once a function.
    public static Collection<WireAddress> of(PhysicalFunction pf) {
        Map<List<Object>, WireAddress> all = new LinkedHashMap<>();
        Stream.concat(
                        ofPf(pf),
                        pf.virtualFunctions().stream().flatMap(vf -> new OfVf(pf, vf).all()))
                .filter(WireAddress::counts)
                .forEach(one -> all.putIfAbsent(List.of(one.value, one.function), one));
        return all.values();
    }

    private boolean counts() {
        return !UNSET.contains(value)
                && !value.equals(BROADCAST)
                && !OF_ROUTERS.matcher(value).matches();
    }

    boolean mac() {
        return MAC.matcher(value).matches();
    }

    // what the interface has now; a port of a bond has the bond's, and so have its siblings here
    private static Stream<WireAddress> ofPf(PhysicalFunction pf) {
        Stream<WireAddress> macs =
                Examination.ports(pf).stream()
                        .flatMap(netdev ->
                                netdev.mac().filter(mac -> MAC.matcher(mac).matches()).stream()
                                        .map(mac -> ofPf(pf, mac, path(netdev))));
        Stream<WireAddress> guids =
                infiniBand(pf.rdmaDevices())
                        .flatMap(device ->
                                device.nodeGuid().stream()
                                        .map(guid -> ofPf(pf, guid, path(device))));
        return Stream.concat(macs, guids);
    }

    private static WireAddress ofPf(PhysicalFunction pf, String value, String file) {
        return new WireAddress(value, pf.address(), OptionalInt.empty(), false, 0, pf.path(file));
    }

    // on Ethernet a GUID follows from the MAC and says the same
    private static Stream<RdmaDevice> infiniBand(List<RdmaDevice> devices) {
        return devices.stream().filter(RdmaDevice::hardware).filter(RdmaDevice::infiniBand);
    }

    private static String path(Netdev netdev) {
        return "net/" + netdev.name() + "/address";
    }

    private static String path(RdmaDevice device) {
        return "infiniband/" + device.name() + "/node_guid";
    }

    /// One VF's.
    private record OfVf(PhysicalFunction pf, VirtualFunction vf) {

        Stream<WireAddress> all() {
            String kept = VfAdminState.path(pf, vf);
            Stream<WireAddress> admin =
                    Stream.of(
                                    vf.admin().flatMap(VfAdmin::mac).filter(_ -> ethernet()),
                                    vf.admin().flatMap(VfAdmin::nodeGuid),
                                    vf.admin().flatMap(VfAdmin::portGuid))
                            .flatMap(Optional::stream)
                            .map(value -> at(value, kept));
            Stream<WireAddress> macs =
                    vf.netdevs().stream()
                            .flatMap(netdev ->
                                    netdev.mac().filter(mac -> MAC.matcher(mac).matches()).stream()
                                            .map(mac -> at(mac, vf.path(path(netdev)))));
            Stream<WireAddress> guids =
                    infiniBand(vf.rdmaDevices())
                            .flatMap(device ->
                                    device.nodeGuid().stream()
                                            .map(guid -> at(guid, vf.path(path(device)))));
            return Stream.of(admin, macs, guids).flatMap(some -> some);
        }

        // on InfiniBand it is the beginning of a longer address, which all have in common
        private boolean ethernet() {
            return pf.rdmaDevices().stream().noneMatch(RdmaDevice::infiniBand);
        }

        private WireAddress at(String value, String path) {
            int vlan = vf.admin().map(VfAdmin::vlan).orElse(OptionalInt.empty()).orElse(0);
            return new WireAddress(value, vf.address(), vf.index(), true, vlan, path);
        }
    }
}
