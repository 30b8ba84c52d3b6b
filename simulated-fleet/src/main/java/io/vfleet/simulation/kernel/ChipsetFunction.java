package io.vfleet.simulation.kernel;

import io.vfleet.simulation.catalog.PciIds;
import java.util.Optional;

/// A function that is no bridge and no network card: storage, the ISA bridge, the BMC's display.
public final class ChipsetFunction extends PciFunction {

    private final PciIds ids;
    private final Optional<String> wantedDriver;

    ChipsetFunction(Bridge.At at, PciIds ids, Optional<String> wantedDriver) {
        super(at.address(), at.parent());
        this.ids = ids;
        this.wantedDriver = wantedDriver;
    }

    @Override
    public PciIds ids() {
        return ids;
    }

    @Override
    Optional<String> wantedDriver() {
        return wantedDriver;
    }
}
