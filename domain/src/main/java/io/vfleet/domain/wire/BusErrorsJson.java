package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalLong;

import io.vfleet.domain.inventory.BusErrors;

/// [BusErrors] as JSON.
final class BusErrorsJson extends JsonFields<BusErrors> {

    private final Slot<Long> correctable = number("correctable");
    private final Slot<Long> nonFatal = number("nonFatal");
    private final Slot<Long> fatal = number("fatal");

    BusErrorsJson(JsonInput in) {
        super(in);
    }

    @Override
    BusErrors build() {
        return new BusErrors(
                optionalLong(correctable), optionalLong(nonFatal), optionalLong(fatal));
    }

    static void write(JsonOutput out, BusErrors errors) {
        out.number("correctable", errors.correctable());
        out.number("nonFatal", errors.nonFatal());
        out.number("fatal", errors.fatal());
    }
}
