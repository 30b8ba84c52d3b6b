package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.Host;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an inventory says, in the words of a [FieldWalk].
final class ReportedFields {

    private final SortedMap<String, String> facts = new TreeMap<>();
    private final Set<String> functions = new TreeSet<>();

    ReportedFields(NodeInventory inventory) {
        host(inventory.host());
        facts.put("iommu.acpiTables", String.join(" ", inventory.iommu().acpiTables()));
        facts.put("iommu.units", String.join(" ", inventory.iommu().units()));
        number("iommu.groupCount", inventory.iommu().groupCount());
        inventory.hugepages().forEach(this::pool);
        inventory.modules().forEach(this::module);
        inventory.physicalFunctions().forEach(this::pf);
        inventory.orphanVirtualFunctions().forEach(this::vf);
        inventory.otherNetworkFunctions().forEach(this::other);
        inventory.rdmaDevices().forEach(this::rdma);
    }

    SortedMap<String, String> facts() {
        return facts;
    }

    /// The functions it tells of.
    Set<String> functions() {
        return functions;
    }

    private void host(Host host) {
        text("host.hostname", host.hostname());
        text("host.machineId", host.machineId());
        text("host.bootId", host.bootId());
        text("host.bootedAt", host.bootedAt());
        text("host.kernelRelease", host.kernelRelease());
        text("host.kernelCommandLine", host.kernelCommandLine());
        text("host.kernel.taint", host.kernel().taint().stream().boxed().findFirst());
        text("host.kernel.rdmaNetnsShared", host.kernel().rdmaNetnsShared());
        text("host.dmi.systemVendor", host.dmi().systemVendor());
        text("host.dmi.productName", host.dmi().productName());
        text("host.dmi.productUuid", host.dmi().productUuid());
        text("host.dmi.biosVersion", host.dmi().biosVersion());
        text("host.dmi.biosDate", host.dmi().biosDate());
    }

    private void pool(HugepagePool pool) {
        String node = pool.numaNode().stream().mapToObj(Integer::toString).findFirst().orElse("");
        String key = "hugepages[%s/%d].".formatted(node, pool.sizeKiB());
        facts.put(key + "total", Long.toString(pool.total()));
        number(key + "free", pool.free());
        number(key + "reserved", pool.reserved());
        number(key + "surplus", pool.surplus());
    }

    private void module(KernelModule module) {
        String key = "modules[" + module.name() + "].";
        facts.put(key + "name", module.name());
        text(key + "version", module.version());
        text(key + "sourceVersion", module.sourceVersion());
        text(key + "taints", module.taints());
    }

    private void pf(PhysicalFunction pf) {
        String key = pf.address() + ".";
        function(pf.address(), pf.vendorId(), pf.deviceId(), pf.classCode(), pf.driver());
        place(pf.address(), pf.numaNode(), pf.iommuGroup());
        pf.sriov().ifPresent(sriov -> sriov(key + "sriov.", sriov));
        link(key + "pcie.link.", pf.pcie().link());
        text(key + "pcie.ariEnabled", pf.pcie().ariEnabled());
        card(key + "card.", pf.card());
        netdevs(key, pf.netdevs());
        pf.rdmaDevices().forEach(this::rdma);
        for (VirtualFunction vf : pf.virtualFunctions()) {
            facts.put(key + "virtfn" + vf.index().orElseThrow(), vf.address().toString());
            vf(vf);
        }
    }

    private void sriov(String key, PhysicalFunction.Sriov sriov) {
        number(key + "totalVfs", sriov.totalVfs());
        number(key + "numVfs", sriov.numVfs());
        number(key + "offset", sriov.offset());
        number(key + "stride", sriov.stride());
        text(key + "vfDeviceId", sriov.vfDeviceId());
        text(key + "driversAutoprobe", sriov.driversAutoprobe());
        number(key + "vfTotalMsix", sriov.vfTotalMsix());
    }

    private void link(String key, Pcie.Link link) {
        number(key + "speed", link.speed());
        number(key + "width", link.width());
        number(key + "maxSpeed", link.maxSpeed());
        number(key + "maxWidth", link.maxWidth());
    }

    private void card(String key, Card card) {
        text(key + "subsystem", card.subsystem());
        text(key + "revision", card.revision());
    }

    private void vf(VirtualFunction vf) {
        function(vf.address(), vf.vendorId(), vf.deviceId(), vf.classCode(), vf.driver());
        place(vf.address(), vf.numaNode(), vf.iommuGroup());
        netdevs(vf.address() + ".", vf.netdevs());
        vf.rdmaDevices().forEach(this::rdma);
    }

    private void other(NetworkFunction other) {
        function(
                other.address(),
                other.vendorId(),
                other.deviceId(),
                other.classCode(),
                other.driver());
        place(other.address(), other.numaNode(), other.iommuGroup());
        netdevs(other.address() + ".", other.netdevs());
        other.rdmaDevices().forEach(this::rdma);
    }

    private void function(
            PciAddress address,
            Optional<String> vendor,
            Optional<String> device,
            Optional<String> classCode,
            Optional<String> driver) {
        functions.add(address.toString());
        text(address + ".vendorId", vendor);
        text(address + ".deviceId", device);
        text(address + ".classCode", classCode);
        text(address + ".driver", driver);
    }

    private void place(PciAddress address, OptionalInt numaNode, OptionalInt group) {
        number(address + ".numaNode", numaNode);
        number(address + ".iommuGroup", group);
    }

    private void netdevs(String key, List<Netdev> netdevs) {
        for (Netdev netdev : netdevs) {
            text(key + "netdevs[" + netdev.name() + "].mac", netdev.mac());
            number(key + "netdevs[" + netdev.name() + "].mtu", netdev.mtu());
            text(key + "netdevs[" + netdev.name() + "].operState", netdev.operState());
        }
    }

    private void rdma(RdmaDevice device) {
        String key = "rdma[" + device.name() + "].";
        facts.put(key + "name", device.name());
        text(key + "parentNetdev", device.parentNetdev());
        text(key + "nodeGuid", device.nodeGuid());
        text(key + "firmware", device.firmware());
        for (RdmaDevice.Port port : device.ports()) {
            text(key + port.number() + ".state", port.state());
            text(key + port.number() + ".physicalState", port.physicalState());
            text(key + port.number() + ".linkLayer", port.linkLayer());
            text(key + port.number() + ".rate", port.rate());
        }
    }

    private void text(String key, Optional<?> value) {
        value.ifPresent(said -> facts.put(key, said.toString()));
    }

    private void number(String key, OptionalInt value) {
        value.ifPresent(said -> facts.put(key, Integer.toString(said)));
    }

    private void number(String key, OptionalLong value) {
        value.ifPresent(said -> facts.put(key, Long.toString(said)));
    }
}
