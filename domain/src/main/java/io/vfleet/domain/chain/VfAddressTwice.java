package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A card's own switch delivers by MAC or GUID: of two VFs with the same one gets the traffic of
/// both. VFs of different PFs may share a MAC on purpose, as bonds of VMs do.
final class VfAddressTwice implements PfCheck {

    private static final CheckInfo INFO =
            CheckInfo.lesser(
                            "vf-address-twice",
                            "A5.2",
                            Link.VFS,
                            "Has every VF of a PF a MAC and a GUID of its own?")
                    .showing(Symptom.TRAFFIC_STAYS_ON_HOST);
    private static final int MAC_LENGTH = "00:00:00:00:00:00".length();

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        Owners owners = Owners.of(pf);
        if (!owners.several.isEmpty()) {
            return broken(pf, owners.several);
        }
        return host.unread(subject, VfAdminState.path(pf))
                .orElseGet(() ->
                        owners.first.isEmpty()
                                ? new Conclusion.NotApplicable(subject, "no address is known")
                                : new Conclusion.Intact(subject));
    }

    /// Which VFs have an address.
    ///
    /// @param first one of them
    /// @param several all of them, where there are more
    private record Owners(
            Map<String, PciAddress> first, SortedMap<String, SortedSet<PciAddress>> several) {

        static Owners of(PhysicalFunction pf) {
            Owners owners = new Owners(new HashMap<>(), new TreeMap<>());
            for (VirtualFunction vf : pf.virtualFunctions()) {
                // a netdev's current MAC may be a bond's
                vf.admin().flatMap(VfAdmin::mac).ifPresent(mac -> owners.add(mac, vf));
                vf.rdmaDevices().stream()
                        .filter(RdmaDevice::hardware)
                        .forEach(device ->
                                device.nodeGuid().ifPresent(guid -> owners.add(guid, vf)));
            }
            return owners;
        }

        private void add(String address, VirtualFunction vf) {
            if (WireAddress.UNSET.contains(address)) {
                return;
            }
            PciAddress other = first.putIfAbsent(address, vf.address());
            if (other != null && !other.equals(vf.address())) {
                several.computeIfAbsent(address, _ -> new TreeSet<>(Set.of(other)))
                        .add(vf.address());
            }
        }
    }

    private static String where(PhysicalFunction pf, String address, PciAddress vf) {
        return address.length() == MAC_LENGTH
                ? VfAdminState.path(pf)
                : vf.sysfsPath() + "/infiniband/*/node_guid";
    }

    private static Conclusion broken(
            PhysicalFunction pf, Map<String, SortedSet<PciAddress>> owners) {
        List<Evidence> proofs = new ArrayList<>();
        owners.forEach((address, vfs) ->
                proofs.add(
                        Evidence.of(
                                where(pf, address, vfs.first()),
                                "%s: %s".formatted(address, Words.list(vfs)),
                                "one VF")));
        String cause =
                "More than one VF of %s has %s."
                        .formatted(pf.address(), Words.list(owners.keySet()));
        return new FindingDraft(INFO, Examination.subject(pf), cause)
                .severity(Severity.WARNING)
                .confidence(Confidence.HIGH)
                .fix(
                        Fix.inWindow(
                                "# give each VF its own: %s"
                                        .formatted(VfAdminState.command(pf, "N", "mac MAC"))))
                .evidence(proofs.stream().limit(8).toList())
                .conclude();
    }
}
