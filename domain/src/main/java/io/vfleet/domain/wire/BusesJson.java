package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.UpstreamPort;

/// [UpstreamPort.Buses] as JSON.
final class BusesJson extends JsonFields<UpstreamPort.Buses> {

    private final Slot<Integer> secondary = integer("secondary", 0, 0xff);
    private final Slot<Integer> subordinate = integer("subordinate", 0, 0xff);

    BusesJson(JsonInput in) {
        super(in);
    }

    @Override
    UpstreamPort.Buses build() throws MalformedDocument {
        return new UpstreamPort.Buses(secondary.required(), subordinate.required());
    }

    static void write(JsonOutput out, UpstreamPort.Buses buses) {
        out.number("secondary", buses.secondary());
        out.number("subordinate", buses.subordinate());
    }
}
