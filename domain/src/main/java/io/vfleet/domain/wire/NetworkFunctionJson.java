package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import java.util.List;

/// [NetworkFunction] as JSON.
final class NetworkFunctionJson extends JsonFields<NetworkFunction> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> vendorId = text("vendorId");
    private final Slot<String> deviceId = text("deviceId");
    private final Slot<String> classCode = text("classCode");
    private final Slot<String> driver = text("driver");
    private final Slot<Integer> numaNode = integer("numaNode");
    private final Slot<Integer> iommuGroup = integer("iommuGroup");
    private final Slot<List<Netdev>> netdevs = objects("netdevs", 1024, NetdevJson::new);
    private final Slot<List<RdmaDevice>> rdmaDevices =
            objects("rdmaDevices", 1024, RdmaDeviceJson::new);

    NetworkFunctionJson(JsonInput in) {
        super(in);
    }

    @Override
    NetworkFunction build() throws MalformedDocument {
        return new NetworkFunction(
                address.required(),
                vendorId.optional(),
                deviceId.optional(),
                classCode.optional(),
                driver.optional(),
                optionalInt(numaNode),
                optionalInt(iommuGroup),
                netdevs.or(List.of()),
                rdmaDevices.or(List.of()));
    }

    static void write(JsonOutput out, NetworkFunction function) {
        out.address("address", function.address());
        out.text("vendorId", function.vendorId());
        out.text("deviceId", function.deviceId());
        out.text("classCode", function.classCode());
        out.text("driver", function.driver());
        out.number("numaNode", function.numaNode());
        out.number("iommuGroup", function.iommuGroup());
        out.objects("netdevs", function.netdevs(), NetdevJson::write);
        out.objects("rdmaDevices", function.rdmaDevices(), RdmaDeviceJson::write);
    }
}
