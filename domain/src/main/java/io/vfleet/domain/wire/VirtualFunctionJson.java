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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// [VirtualFunction] as JSON; one that does not say its address goes on from the one before it.
final class VirtualFunctionJson extends JsonFields<VirtualFunction> {

    /// Nothing is expected of a VF that says all by itself.
    private static final VirtualFunction BLANK =
            new VirtualFunction(
                    OptionalInt.empty(),
                    new PciAddress(0, 0, 0, 0),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    List.of(),
                    List.of(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    new VfUse.Unknown());

    private final VfSeries series;
    private final Slot<String> mac = text("mac");
    private final Slot<String> guid = text("guid");
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
    private final Slot<String> gid = text("gid");

    private VirtualFunctionJson(JsonInput in, VfSeries series) {
        super(in);
        this.series = series;
    }

    /// For the VFs of one list.
    static Function<JsonInput, JsonFields<VirtualFunction>> inSeries() {
        VfSeries series = new VfSeries();
        return in -> new VirtualFunctionJson(in, series);
    }

    @Override
    VirtualFunction build() throws MalformedDocument {
        Optional<VirtualFunction> next =
                address.said() ? Optional.empty() : series.next(mac.optional(), guid.optional());
        PciAddress place = next.isPresent() ? next.get().address() : address.required();
        VirtualFunction vf = build(place, next.orElse(BLANK));
        series.add(vf);
        return vf;
    }

    private VirtualFunction build(PciAddress place, VirtualFunction expected) {
        return new VirtualFunction(
                optionalInt(index, expected.index()),
                place,
                vendorId.optional(expected.vendorId()),
                deviceId.optional(expected.deviceId()),
                classCode.optional(expected.classCode()),
                driver.optional(expected.driver()),
                driverOverride.optional(expected.driverOverride()),
                optionalInt(numaNode, expected.numaNode()),
                optionalInt(iommuGroup, expected.iommuGroup()),
                netdevs.or(expected.netdevs()),
                rdmaDevices.or(expected.rdmaDevices()),
                optionalInt(interrupts, expected.interrupts()),
                admin.optional(expected.admin()),
                inUse.said() || holders.said() ? use() : expected.use(),
                gid.optional(expected.gid()));
    }

    private VfUse use() {
        boolean free = inUse.optional().filter(used -> !used).isPresent();
        return VfUse.of(holders.or(List.of()), free);
    }

    static void write(JsonOutput out, String name, List<VirtualFunction> vfs) {
        VfSeries series = new VfSeries();
        out.objects(name, vfs, (entry, vf) -> write(entry, vf, series));
    }

    private static void write(JsonOutput out, VirtualFunction vf, VfSeries series) {
        Optional<String> mac = VfSeries.mac(vf);
        Optional<VirtualFunction> next =
                series.next(mac, Optional.empty())
                        .filter(expected -> out.terse() && expected.address().equals(vf.address()));
        if (next.isEmpty()) {
            writeAll(out, vf);
        } else {
            // what does not follow from the MAC is as much the VF's own as the MAC is
            Optional<String> guid =
                    VfSeries.guid(vf)
                            .filter(own -> !next.flatMap(VfSeries::guid).equals(Optional.of(own)));
            out.text("mac", mac);
            out.text("guid", guid);
            writeNews(out, vf, series.next(mac, guid).orElseThrow());
        }
        series.add(vf);
    }

    private static void writeAll(JsonOutput out, VirtualFunction vf) {
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
        out.text("gid", vf.gid());
    }

    private static void writeNews(JsonOutput out, VirtualFunction vf, VirtualFunction expected) {
        out.number("index", vf.index(), expected.index());
        out.text("vendorId", vf.vendorId(), expected.vendorId());
        out.text("deviceId", vf.deviceId(), expected.deviceId());
        out.text("classCode", vf.classCode(), expected.classCode());
        out.text("driver", vf.driver(), expected.driver());
        out.text("driverOverride", vf.driverOverride(), expected.driverOverride());
        out.number("numaNode", vf.numaNode(), expected.numaNode());
        out.number("iommuGroup", vf.iommuGroup(), expected.iommuGroup());
        out.objects("netdevs", vf.netdevs(), expected.netdevs(), NetdevJson::write);
        out.objects("rdmaDevices", vf.rdmaDevices(), expected.rdmaDevices(), RdmaDeviceJson::write);
        out.number("interrupts", vf.interrupts(), expected.interrupts());
        out.object("admin", vf.admin(), expected.admin(), VfAdminJson::write);
        if (!vf.use().equals(expected.use())) {
            out.flag("inUse", vf.use().inUse());
            out.objects("holders", vf.use().holders(), VfHolderJson::write);
        }
        out.text("gid", vf.gid(), expected.gid());
    }
}
