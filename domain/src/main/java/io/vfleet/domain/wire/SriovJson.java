package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.PhysicalFunction;

/// [PhysicalFunction.Sriov] as JSON.
final class SriovJson extends JsonFields<PhysicalFunction.Sriov> {

    private final Slot<Integer> totalVfs = integer("totalVfs", 0, 0xffff);
    private final Slot<Integer> numVfs = integer("numVfs", 0, 0xffff);
    private final Slot<Integer> offset = integer("offset", 0, 0xffff);
    private final Slot<Integer> stride = integer("stride", 0, 0xffff);
    private final Slot<String> vfDeviceId = text("vfDeviceId");
    private final Slot<Boolean> driversAutoprobe = flag("driversAutoprobe");
    private final Slot<Integer> vfTotalMsix =
            integer("vfTotalMsix", Integer.MIN_VALUE, Integer.MAX_VALUE);

    SriovJson(JsonInput in) {
        super(in);
    }

    @Override
    PhysicalFunction.Sriov build() throws MalformedDocument {
        return new PhysicalFunction.Sriov(
                optionalInt(totalVfs),
                optionalInt(numVfs),
                optionalInt(offset),
                optionalInt(stride),
                vfDeviceId.optional(),
                driversAutoprobe.optional(),
                optionalInt(vfTotalMsix));
    }

    static void write(JsonOutput out, PhysicalFunction.Sriov sriov) {
        out.number("totalVfs", sriov.totalVfs());
        out.number("numVfs", sriov.numVfs());
        out.number("offset", sriov.offset());
        out.number("stride", sriov.stride());
        out.text("vfDeviceId", sriov.vfDeviceId());
        out.flag("driversAutoprobe", sriov.driversAutoprobe());
        out.number("vfTotalMsix", sriov.vfTotalMsix());
    }
}
