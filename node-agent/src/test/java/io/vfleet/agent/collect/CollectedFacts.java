package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What an inventory says, in the words of an [IndependentWalk].
record CollectedFacts(NodeInventory inventory) {

    Map<String, String> pfs() {
        Map<String, String> pfs = new TreeMap<>();
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            pf.sriov()
                    .ifPresent(sriov ->
                            pfs.put(
                                    pf.address().toString(),
                                    sriov.numVfs().orElseThrow()
                                            + " of "
                                            + sriov.totalVfs().orElseThrow()));
        }
        return pfs;
    }

    Map<String, String> vfs() {
        Map<String, String> vfs = new TreeMap<>();
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            for (VirtualFunction vf : pf.virtualFunctions()) {
                vfs.put(
                        pf.address() + "/virtfn" + vf.index().orElseThrow(),
                        vf.address().toString());
            }
        }
        return vfs;
    }

    /// Network functions that are no VFs, with what they are.
    Map<String, String> functions() {
        Map<String, String> functions = new TreeMap<>();
        inventory.physicalFunctions().stream()
                .filter(PhysicalFunction::network)
                .forEach(pf ->
                        functions.put(
                                pf.address().toString(),
                                facts(pf.vendorId(), pf.deviceId(), pf.driver())));
        inventory.otherNetworkFunctions().stream()
                .filter(other -> other.classCode().orElse("").startsWith("02"))
                .forEach(other ->
                        functions.put(
                                other.address().toString(),
                                facts(other.vendorId(), other.deviceId(), other.driver())));
        return functions;
    }

    private static String facts(
            Optional<String> vendor, Optional<String> device, Optional<String> driver) {
        return "%s:%s %s".formatted(vendor.orElse("?"), device.orElse("?"), driver.orElse("?"));
    }

    Map<String, String> netdevs() {
        Map<String, String> netdevs = new TreeMap<>();
        Stream<Netdev> all =
                Stream.concat(
                        inventory.physicalFunctions().stream()
                                .filter(PhysicalFunction::network)
                                .flatMap(pf -> pf.netdevs().stream()),
                        inventory.otherNetworkFunctions().stream()
                                .filter(other -> other.classCode().orElse("").startsWith("02"))
                                .flatMap(other -> other.netdevs().stream()));
        all.forEach(netdev ->
                netdevs.put(
                        netdev.name(), netdev.mac().orElse("?") + " " + netdev.mtu().orElse(-1)));
        return netdevs;
    }

    Map<String, Integer> vfGroups() {
        Map<String, Integer> groups = new TreeMap<>();
        inventory
                .virtualFunctions()
                .filter(vf -> vf.iommuGroup().isPresent())
                .forEach(vf -> groups.put(vf.address().toString(), vf.iommuGroup().orElseThrow()));
        return groups;
    }

    Map<String, Long> hugepages() {
        Map<String, Long> pages = new TreeMap<>();
        for (HugepagePool pool : inventory.hugepages()) {
            String node = pool.numaNode().isPresent() ? "node" + pool.numaNode().getAsInt() : "all";
            pages.put(node + "/" + pool.sizeKiB(), pool.total());
        }
        return pages;
    }
}
