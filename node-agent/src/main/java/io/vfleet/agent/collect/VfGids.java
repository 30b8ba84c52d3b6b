package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfUse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a VF's RDMA device is reached by on Ethernet. Asked only where somebody may use the VF: one
/// that is free has no address yet, and every answer costs a read.
final class VfGids {

    // the link-local ones stand first, one for each version of RoCE, then a pair for each address
    // (drivers/infiniband/core/roce_gid_mgmt.c)
    private static final int MOST = 8;

    private VfGids() {}

    /// The first that is not link-local; else the first, so that nothing unread passes for none.
    static Optional<String> read(
            Look look, RdmaDevices rdma, PciFunction vf, List<RdmaDevice> devices, VfUse use) {
        if (use instanceof VfUse.Free) {
            return Optional.empty();
        }
        List<String> tables =
                devices.stream()
                        .filter(RdmaDevice::hardware)
                        .flatMap(device -> tables(rdma.folder(vf, device), device))
                        .toList();
        return tables.stream()
                .flatMap(table -> gids(look, table))
                .filter(RdmaDevice::routable)
                .findFirst()
                .or(() -> tables.stream().flatMap(table -> first(look, table)).findFirst());
    }

    private static Stream<String> tables(String folder, RdmaDevice device) {
        return device.ports().stream()
                .filter(RdmaDevice.Port::activeOnEthernet)
                .map(port -> folder + "/ports/" + port.number() + "/gids/");
    }

    private static Stream<String> gids(Look look, String table) {
        return IntStream.range(0, MOST).boxed().flatMap(at -> look.text(table + at).stream());
    }

    private static Stream<String> first(Look look, String table) {
        return look.text(table + 0).stream();
    }
}
