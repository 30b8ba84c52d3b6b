package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.RdmaDevice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What PFs, VFs and other functions have in common.
record FunctionFacts(
        Optional<String> vendorId,
        Optional<String> deviceId,
        Optional<String> driver,
        OptionalInt numaNode,
        OptionalInt iommuGroup,
        List<Netdev> netdevs,
        List<RdmaDevice> rdmaDevices) {

    static FunctionFacts read(Look look, PciFunction function, RdmaDevices rdma) {
        return new FunctionFacts(
                look.hex(function.path("vendor")),
                look.hex(function.path("device")),
                look.linkName(function.path("driver")),
                numaNode(look, function),
                iommuGroup(look, function),
                Netdevs.of(look, function),
                rdma.of(look, function));
    }

    /// -1 says that the firmware ties the function to no node.
    private static OptionalInt numaNode(Look look, PciFunction function) {
        OptionalInt node = look.number(function.path("numa_node"));
        return node.isPresent() && node.getAsInt() < 0 ? OptionalInt.empty() : node;
    }

    private static OptionalInt iommuGroup(Look look, PciFunction function) {
        String path = function.path("iommu_group");
        Optional<String> name = look.linkName(path);
        if (name.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!name.get().matches("\\d{1,9}")) {
            look.gap(path, "links to no group: '" + name.get() + "'");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(name.get()));
    }
}
