package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.catalog.CardModel.Slot;
import io.vfleet.simulation.kernel.Bridge;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.ChipsetFunction;
import io.vfleet.simulation.kernel.PciFunction;
import io.vfleet.simulation.kernel.Vf;
import java.util.Optional;
import java.util.function.Function;

/// The PCI Express link of ports and bridges; VFs and the chipset's functions have none of their
/// own.
final class LinkFiles {

    private LinkFiles() {}

    /// What this side can do.
    static Function<On<PciFunction>, Optional<String>> best(Function<Slot, Object> value) {
        return on -> side(on).map(value).map(Object::toString);
    }

    /// What both sides can.
    static Function<On<PciFunction>, Optional<String>> current(Function<Slot, Object> value) {
        return on ->
                side(on).map(side -> both(side, platform(on))).map(value).map(Object::toString);
    }

    private static Optional<Slot> side(On<PciFunction> on) {
        return switch (on.it()) {
            case CardPort port -> Optional.of(port.model().slot());
            case Bridge _ -> Optional.of(platform(on));
            case Vf _, ChipsetFunction _ -> Optional.empty();
        };
    }

    private static Slot platform(On<PciFunction> on) {
        return on.kernel().machine().server().cpu().link();
    }

    private static Slot both(Slot one, Slot other) {
        return new Slot(
                Math.min(one.megatransfers(), other.megatransfers()),
                Math.min(one.lanes(), other.lanes()));
    }
}
