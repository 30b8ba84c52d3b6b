package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;

/// [VirtualFunction] as JSON.
final class VirtualFunctionJson extends JsonFields<VirtualFunction> {

    private final Slot<Integer> index = integer("index", 0, 0xffff);
    private final Slot<PciAddress> address = address("address");
    private final Slot<String> vendorId = text("vendorId");
    private final Slot<String> deviceId = text("deviceId");
    private final Slot<String> classCode = text("classCode");
    private final Slot<String> driver = text("driver");
    private final Slot<String> driverOverride = text("driverOverride");
    private final Slot<Integer> numaNode = integer("numaNode");
    private final Slot<Integer> iommuGroup = integer("iommuGroup");
    private final Slot<List<Netdev>> netdevs = objects("netdevs", 1024, NetdevJson::new);
    private final Slot<List<RdmaDevice>> rdmaDevices =
            objects("rdmaDevices", 1024, RdmaDeviceJson::new);
    private final Slot<Integer> interrupts = integer("interrupts");
    private final Slot<VfAdmin> admin = object("admin", VfAdminJson::new);
    private final Slot<Boolean> inUse = flag("inUse");
    private final Slot<List<VfHolder>> holders = objects("holders", 1024, VfHolderJson::new);

    VirtualFunctionJson(JsonInput in) {
        super(in);
    }

    @Override
    VirtualFunction build() throws MalformedDocument {
        return new VirtualFunction(
                optionalInt(index),
                address.required(),
                vendorId.optional(),
                deviceId.optional(),
                classCode.optional(),
                driver.optional(),
                driverOverride.optional(),
                optionalInt(numaNode),
                optionalInt(iommuGroup),
                netdevs.or(List.of()),
                rdmaDevices.or(List.of()),
                optionalInt(interrupts),
                admin.optional(),
                use());
    }

    private VfUse use() {
        boolean free = inUse.optional().filter(used -> !used).isPresent();
        return VfUse.of(holders.or(List.of()), free);
    }

    static void write(JsonOutput out, VirtualFunction vf) {
        out.number("index", vf.index());
        out.address("address", vf.address());
        out.text("vendorId", vf.vendorId());
        out.text("deviceId", vf.deviceId());
        out.text("classCode", vf.classCode());
        out.text("driver", vf.driver());
        out.text("driverOverride", vf.driverOverride());
        out.number("numaNode", vf.numaNode());
        out.number("iommuGroup", vf.iommuGroup());
        out.objects("netdevs", vf.netdevs(), NetdevJson::write);
        out.objects("rdmaDevices", vf.rdmaDevices(), RdmaDeviceJson::write);
        out.number("interrupts", vf.interrupts());
        out.object("admin", vf.admin(), VfAdminJson::write);
        out.flag("inUse", vf.use().inUse());
        out.some("holders", vf.use().holders(), VfHolderJson::write);
    }
}
