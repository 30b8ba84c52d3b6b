package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Pcie;
import java.util.List;

/// [Pcie] as JSON.
final class PcieJson extends JsonFields<Pcie> {

    private final Slot<Pcie.Link> link = object("link", PcieLinkJson::new);
    private final Slot<Boolean> ariEnabled = flag("ariEnabled");
    private final Slot<Pcie.Capability> capability = object("capability", CapabilityJson::new);
    private final Slot<List<Pcie.VfBar>> vfBars = objects("vfBars", 6, VfBarJson::new);
    private final Slot<BusErrors> errors = object("errors", BusErrorsJson::new);

    PcieJson(JsonInput in) {
        super(in);
    }

    @Override
    Pcie build() {
        return new Pcie(
                link.or(Pcie.Link.NONE),
                ariEnabled.optional(),
                capability.optional(),
                vfBars.or(List.of()),
                errors.optional());
    }

    static void write(JsonOutput out, Pcie pcie) {
        out.object("link", pcie.link(), PcieLinkJson::write);
        out.flag("ariEnabled", pcie.ariEnabled());
        out.object("capability", pcie.capability(), CapabilityJson::write);
        out.some("vfBars", pcie.vfBars(), VfBarJson::write);
        // they rise by themselves
        if (out.whole()) {
            out.object("errors", pcie.errors(), BusErrorsJson::write);
        }
    }
}
