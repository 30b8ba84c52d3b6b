package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who is in a VF's IOMMU group, by the group's own list and by every function's link to it. The
/// number only joins the two; it says nothing.
final class Groups {

    /// How one VF stands.
    sealed interface Membership {

        /// With nobody, or with bridges only.
        record Alone() implements Membership {}

        /// With others, one of which at least is no bridge.
        record Shared(SortedSet<PciAddress> members) implements Membership {}

        /// In a group that VFIO made up, which protects nothing.
        record Unprotected() implements Membership {}

        /// In no group at all.
        record None() implements Membership {}

        /// Not known.
        record Unread(String path, String reason) implements Membership {}
    }

    private final Gaps gaps;
    private final Map<Integer, SortedSet<PciAddress>> functions = new HashMap<>();
    private final Map<Integer, IommuGroup> listed = new HashMap<>();

    Groups(NodeInventory inventory, Gaps gaps) {
        this.gaps = gaps;
        inventory.iommu().groups().forEach(group -> listed.put(group.id(), group));
        inventory.physicalFunctions().forEach(pf -> join(pf.iommuGroup(), pf.address()));
        inventory.virtualFunctions().forEach(vf -> join(vf.iommuGroup(), vf.address()));
        inventory.otherNetworkFunctions().forEach(one -> join(one.iommuGroup(), one.address()));
    }

    private void join(OptionalInt group, PciAddress function) {
        group.ifPresent(id -> functions.computeIfAbsent(id, _ -> new TreeSet<>()).add(function));
    }

    Membership of(VirtualFunction vf) {
        String link = vf.path("iommu_group");
        if (vf.iommuGroup().isEmpty()) {
            return gaps.covering(link)
                    .<Membership>map(gap -> new Membership.Unread(link, gap.reason()))
                    .orElseGet(Membership.None::new);
        }
        return of(vf, vf.iommuGroup().getAsInt());
    }

    private Membership of(VirtualFunction vf, int id) {
        Optional<IommuGroup> group = Optional.ofNullable(listed.get(id));
        if (group.filter(one -> !IommuState.protects(one)).isPresent()) {
            return new Membership.Unprotected();
        }
        if (endpoints(id, group, vf.address())) {
            return new Membership.Shared(members(id, group));
        }
        return unread(vf, id, group).orElseGet(Membership.Alone::new);
    }

    private boolean endpoints(int id, Optional<IommuGroup> group, PciAddress but) {
        boolean function =
                functions.getOrDefault(id, new TreeSet<>()).stream()
                        .anyMatch(other -> !other.equals(but));
        return function
                || group.stream()
                        .flatMap(one -> one.members().stream())
                        .filter(member -> member.classCode().isPresent() && !member.bridge())
                        .anyMatch(member -> !member.address().equals(but));
    }

    private SortedSet<PciAddress> members(int id, Optional<IommuGroup> group) {
        SortedSet<PciAddress> all = new TreeSet<>(functions.getOrDefault(id, new TreeSet<>()));
        group.ifPresent(one -> one.members().forEach(member -> all.add(member.address())));
        return all;
    }

    private Optional<Membership> unread(VirtualFunction vf, int id, Optional<IommuGroup> group) {
        String folder = IommuState.GROUPS + "/" + id;
        Optional<Gap> gap =
                gaps.covering(folder + "/devices").or(() -> gaps.covering(folder + "/name"));
        if (gap.isPresent() || group.isEmpty()) {
            String reason = gap.map(Gap::reason).orElse("not reported");
            return Optional.of(new Membership.Unread(vf.path("iommu_group/devices"), reason));
        }
        return group.get().members().stream()
                .filter(member -> member.classCode().isEmpty())
                .filter(member -> !member.address().equals(vf.address()))
                .map(IommuGroup.Member::address)
                .min(PciAddress::compareTo)
                .map(this::classUnread);
    }

    private Membership classUnread(PciAddress member) {
        String path = member.sysfsPath() + "/class";
        return new Membership.Unread(path, gaps.covering(path).map(Gap::reason).orElse("no class"));
    }
}
