package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.UpstreamPort;

/// [UpstreamPort] as JSON.
final class UpstreamPortJson extends JsonFields<UpstreamPort> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> portType = text("portType");
    private final Slot<UpstreamPort.Acs> acs = object("acs", AcsJson::new);

    UpstreamPortJson(JsonInput in) {
        super(in);
    }

    @Override
    UpstreamPort build() throws MalformedDocument {
        return new UpstreamPort(address.required(), portType.optional(), acs.optional());
    }

    static void write(JsonOutput out, UpstreamPort port) {
        out.address("address", port.address());
        out.text("portType", port.portType());
        out.object("acs", port.acs(), AcsJson::write);
    }
}
