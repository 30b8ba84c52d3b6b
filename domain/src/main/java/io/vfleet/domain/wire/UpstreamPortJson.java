package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.UpstreamPort;
import java.util.List;

/// [UpstreamPort] as JSON.
final class UpstreamPortJson extends JsonFields<UpstreamPort> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> portType = text("portType");
    private final Slot<UpstreamPort.Acs> acs = object("acs", AcsJson::new);
    private final Slot<List<UpstreamPort.Window>> windows = objects("windows", 16, WindowJson::new);
    private final Slot<BusErrors> errors = object("errors", BusErrorsJson::new);

    UpstreamPortJson(JsonInput in) {
        super(in);
    }

    @Override
    UpstreamPort build() throws MalformedDocument {
        return new UpstreamPort(
                address.required(),
                portType.optional(),
                acs.optional(),
                windows.or(List.of()),
                errors.optional());
    }

    static void write(JsonOutput out, UpstreamPort port) {
        out.address("address", port.address());
        out.text("portType", port.portType());
        out.object("acs", port.acs(), AcsJson::write);
        out.some("windows", port.windows(), WindowJson::write);
        if (out.whole()) {
            out.object("errors", port.errors(), BusErrorsJson::write);
        }
    }
}
