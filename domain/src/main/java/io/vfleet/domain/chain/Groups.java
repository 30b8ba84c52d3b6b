package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

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

    private static final SortedSet<PciAddress> NOBODY = Collections.emptySortedSet();
    private static final Membership ALONE = new Membership.Alone();

    private final Gaps gaps;
    private final boolean whole;
    private final Map<Integer, SortedSet<PciAddress>> functions = new HashMap<>();
    private final Map<Integer, IommuGroup> listed = new HashMap<>();
    private final Map<Integer, Membership> shared = new HashMap<>();

    Groups(NodeInventory inventory, Gaps gaps) {
        this.gaps = gaps;
        whole = gaps.touching(List.of(IommuState.GROUPS)).isEmpty();
        inventory.iommu().groups().forEach(group -> listed.put(group.id(), group));
        inventory.physicalFunctions().forEach(pf -> join(pf.iommuGroup(), pf.address()));
        inventory.virtualFunctions().forEach(vf -> join(vf.iommuGroup(), vf.address()));
        inventory.otherNetworkFunctions().forEach(one -> join(one.iommuGroup(), one.address()));
    }

    private void join(OptionalInt group, PciAddress function) {
        group.ifPresent(id -> functions.computeIfAbsent(id, _ -> new TreeSet<>()).add(function));
    }

    Membership of(VirtualFunction vf) {
        return vf.iommuGroup().isPresent() ? of(vf, vf.iommuGroup().getAsInt()) : none(vf);
    }

    private Membership none(VirtualFunction vf) {
        String link = vf.path("iommu_group");
        return gaps.covering(link)
                .<Membership>map(gap -> new Membership.Unread(link, gap.reason()))
                .orElseGet(Membership.None::new);
    }

    private Membership of(VirtualFunction vf, int id) {
        Optional<IommuGroup> group = Optional.ofNullable(listed.get(id));
        if (group.filter(one -> !IommuState.protects(one)).isPresent()) {
            return new Membership.Unprotected();
        }
        List<IommuGroup.Member> others = group.map(one -> others(one, vf)).orElse(List.of());
        boolean functionToo = functions.getOrDefault(id, NOBODY).size() > 1;
        if (functionToo || others.stream().anyMatch(Groups::endpoint)) {
            return shared.computeIfAbsent(id, _ -> new Membership.Shared(members(id, group)));
        }
        return unread(vf, id).orElseGet(() -> others.isEmpty() ? ALONE : besides(others));
    }

    private static List<IommuGroup.Member> others(IommuGroup group, VirtualFunction vf) {
        List<IommuGroup.Member> others = new ArrayList<>(group.members());
        others.removeIf(member -> member.address().equals(vf.address()));
        return others;
    }

    private static boolean endpoint(IommuGroup.Member member) {
        return member.classCode().isPresent() && !member.bridge();
    }

    private SortedSet<PciAddress> members(int id, Optional<IommuGroup> group) {
        SortedSet<PciAddress> all = new TreeSet<>(functions.getOrDefault(id, NOBODY));
        group.ifPresent(one -> one.members().forEach(member -> all.add(member.address())));
        return all;
    }

    private Optional<Membership> unread(VirtualFunction vf, int id) {
        if (whole && listed.containsKey(id)) {
            return Optional.empty();
        }
        String link = vf.path("iommu_group");
        String folder = IommuState.GROUPS + "/" + id;
        return Stream.of("/devices", "/name")
                .flatMap(file -> unread(link + file, folder + file).stream())
                .findFirst()
                .or(() -> unlisted(link, id));
    }

    private Optional<Membership> unread(String path, String file) {
        return gaps.covering(file).map(gap -> new Membership.Unread(path, gap.reason()));
    }

    private Optional<Membership> unlisted(String link, int id) {
        return listed.containsKey(id)
                ? Optional.empty()
                : Optional.of(new Membership.Unread(link + "/devices", "not reported"));
    }

    /// What is no bridge for sure may be an endpoint.
    private Membership besides(List<IommuGroup.Member> others) {
        return others.stream()
                .filter(member -> !member.bridge())
                .map(member -> member.address().sysfsPath() + "/class")
                .min(Comparator.naturalOrder())
                .map(this::classUnread)
                .orElse(ALONE);
    }

    private Membership classUnread(String path) {
        return new Membership.Unread(path, gaps.covering(path).map(Gap::reason).orElse("no class"));
    }
}
