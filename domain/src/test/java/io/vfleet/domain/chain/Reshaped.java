package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The same host told otherwise: what a diagnosis must not depend on.
record Reshaped(Function<List<?>, List<?>> order, int groupShift, String netdevSuffix) {

    private static final String SUFFIX = "np0";
    private static final Pattern NETDEV = Pattern.compile("(?<=\\.\\d/net/)[^/]+");
    private static final Pattern GROUP = Pattern.compile("(?<=/iommu_groups/)\\d+");

    static Reshaped renumbered() {
        return new Reshaped(list -> list, 1000, "");
    }

    static Reshaped reversed() {
        return new Reshaped(List::reversed, 0, "");
    }

    static Reshaped renamed() {
        return new Reshaped(list -> list, 0, SUFFIX);
    }

    /// What is told of a renamed host with the names of before.
    static String namedBack(String told) {
        return told.replace(SUFFIX, "");
    }

    NodeInventory of(NodeInventory host) {
        return new NodeInventory(
                host.collectedAt(),
                host.agentVersion(),
                host.host(),
                iommu(host.iommu()),
                each(host.physicalFunctions(), this::pf),
                each(host.orphanVirtualFunctions(), this::vf),
                each(host.otherNetworkFunctions(), this::other),
                each(host.hugepages(), Function.identity()),
                each(host.modules(), Function.identity()),
                each(host.rdmaDevices(), Function.identity()),
                each(host.owners(), Function.identity()),
                host.kubernetes(),
                host.labels(),
                new Journal(
                        host.journal().lastVfChange(),
                        each(host.journal().beforeBoot(), Function.identity()),
                        each(host.journal().failedWrites(), Function.identity()),
                        each(host.journal().flapping(), Function.identity()),
                        host.journal().lostChanges()),
                each(host.gaps(), this::gap));
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> each(List<T> list, Function<T, T> change) {
        return (List<T>) order.apply(list.stream().map(change).toList());
    }

    // turns the order of the numbers around as well
    private int number(int group) {
        return groupShift == 0 ? group : groupShift - group;
    }

    private OptionalInt number(OptionalInt group) {
        return group.stream().map(this::number).findFirst();
    }

    private Gap gap(Gap gap) {
        String path =
                GROUP.matcher(gap.path())
                        .replaceAll((MatchResult found) ->
                                Integer.toString(number(Integer.parseInt(found.group()))));
        return new Gap(NETDEV.matcher(path).replaceAll("$0" + netdevSuffix), gap.reason());
    }

    private Iommu iommu(Iommu iommu) {
        return new Iommu(
                each(iommu.acpiTables(), Function.identity()),
                each(iommu.units(), Function.identity()),
                iommu.interruptRemapping(),
                iommu.unsafeNoIommu(),
                each(iommu.groups(), this::group),
                iommu.groupCount(),
                iommu.unsafeInterrupts(),
                iommu.offer(),
                iommu.interruptsRemapped());
    }

    private IommuGroup group(IommuGroup group) {
        return new IommuGroup(
                number(group.id()),
                group.type(),
                group.name(),
                each(group.members(), Function.identity()));
    }

    private Netdev netdev(Netdev netdev) {
        return new Netdev(
                netdev.name() + netdevSuffix,
                netdev.mac(),
                netdev.permanentMac(),
                netdev.mtu(),
                netdev.operState(),
                netdev.speedMbps(),
                netdev.master(),
                netdev.port());
    }

    private PhysicalFunction pf(PhysicalFunction pf) {
        return new PhysicalFunction(
                pf.address(),
                pf.vendorId(),
                pf.deviceId(),
                pf.classCode(),
                pf.driver(),
                pf.numaNode(),
                number(pf.iommuGroup()),
                pf.sriov(),
                pf.pcie(),
                each(pf.netdevs(), this::netdev),
                each(pf.rdmaDevices(), Function.identity()),
                each(pf.virtualFunctions(), this::vf),
                pf.upstream(),
                pf.vfAdminReadAt(),
                pf.card());
    }

    private NetworkFunction other(NetworkFunction other) {
        return new NetworkFunction(
                other.address(),
                other.vendorId(),
                other.deviceId(),
                other.classCode(),
                other.driver(),
                other.numaNode(),
                number(other.iommuGroup()),
                each(other.netdevs(), this::netdev),
                each(other.rdmaDevices(), Function.identity()));
    }

    private VirtualFunction vf(VirtualFunction vf) {
        return new VirtualFunction(
                vf.index(),
                vf.address(),
                vf.vendorId(),
                vf.deviceId(),
                vf.classCode(),
                vf.driver(),
                vf.driverOverride(),
                vf.numaNode(),
                number(vf.iommuGroup()),
                each(vf.netdevs(), this::netdev),
                each(vf.rdmaDevices(), Function.identity()),
                vf.interrupts(),
                vf.admin(),
                vf.use(),
                vf.gid());
    }
}
