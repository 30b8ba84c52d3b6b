package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.UpstreamPort;

/// [UpstreamPort.Acs] as JSON.
final class AcsJson extends JsonFields<UpstreamPort.Acs> {

    private final Slot<Integer> capability = integer("capability", 0, 0xffff);
    private final Slot<Integer> control = integer("control", 0, 0xffff);

    AcsJson(JsonInput in) {
        super(in);
    }

    @Override
    UpstreamPort.Acs build() throws MalformedDocument {
        return new UpstreamPort.Acs(capability.required(), control.required());
    }

    static void write(JsonOutput out, UpstreamPort.Acs acs) {
        out.number("capability", acs.capability());
        out.number("control", acs.control());
    }
}
