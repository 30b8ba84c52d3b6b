package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A network or RDMA function that is neither a PF nor a VF as far as could be read.
public record NetworkFunction(
        PciAddress address,
        Optional<String> vendorId,
        Optional<String> deviceId,
        Optional<String> classCode,
        Optional<String> driver,
        OptionalInt numaNode,
        OptionalInt iommuGroup,
        List<Netdev> netdevs,
        List<RdmaDevice> rdmaDevices) {

    public NetworkFunction {
        netdevs = List.copyOf(netdevs);
        rdmaDevices = List.copyOf(rdmaDevices);
    }
}
