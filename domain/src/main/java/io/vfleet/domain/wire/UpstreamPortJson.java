package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort;
import java.util.List;
import java.util.Optional;

/// [UpstreamPort] as JSON.
final class UpstreamPortJson extends JsonFields<UpstreamPort> {

    private final Slot<PciAddress> address = address("address");
    private final Slot<String> portType = text("portType");
    private final Slot<UpstreamPort.Acs> acs = object("acs", AcsJson::new);
    private final Slot<List<UpstreamPort.Window>> windows = objects("windows", 16, WindowJson::new);
    private final Slot<BusErrors> errors = object("errors", BusErrorsJson::new);
    private final Slot<UpstreamPort.Buses> buses = object("buses", BusesJson::new);
    private final Slot<Pcie.Link> link = object("link", PcieLinkJson::new);

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
                errors.optional(),
                buses.optional(),
                link.or(Pcie.Link.NONE));
    }

    static void write(JsonOutput out, UpstreamPort port) {
        out.address("address", port.address());
        out.text("portType", port.portType());
        out.object("acs", port.acs(), AcsJson::write);
        out.some("windows", port.windows(), WindowJson::write);
        if (out.whole()) {
            out.object("errors", port.errors(), BusErrorsJson::write);
        }
        out.object("buses", port.buses(), BusesJson::write);
        Optional<Pcie.Link> link =
                Optional.of(port.link()).filter(known -> !known.equals(Pcie.Link.NONE));
        out.object("link", link, PcieLinkJson::write);
    }
}
