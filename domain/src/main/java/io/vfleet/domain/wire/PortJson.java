package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.RdmaDevice;

/// [RdmaDevice.Port] as JSON.
final class PortJson extends JsonFields<RdmaDevice.Port> {

    private final Slot<Integer> number = integer("number");
    private final Slot<String> state = text("state");
    private final Slot<String> physicalState = text("physicalState");
    private final Slot<String> linkLayer = text("linkLayer");
    private final Slot<String> rate = text("rate");
    private final Slot<String> gid = text("gid");
    private final Slot<Integer> lid = integer("lid", 0, 0xffff);
    private final Slot<Integer> smLid = integer("smLid", 0, 0xffff);

    PortJson(JsonInput in) {
        super(in);
    }

    @Override
    RdmaDevice.Port build() throws MalformedDocument {
        return new RdmaDevice.Port(
                number.required(),
                state.optional(),
                physicalState.optional(),
                linkLayer.optional(),
                rate.optional(),
                gid.optional(),
                optionalInt(lid),
                optionalInt(smLid));
    }

    static void write(JsonOutput out, RdmaDevice.Port port) {
        out.number("number", port.number());
        out.text("state", port.state());
        out.text("physicalState", port.physicalState());
        out.text("linkLayer", port.linkLayer());
        out.text("rate", port.rate());
        out.text("gid", port.gid());
        out.number("lid", port.lid());
        out.number("smLid", port.smLid());
    }
}
