package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.Pcie;

/// [Pcie.Link] as JSON.
final class PcieLinkJson extends JsonFields<Pcie.Link> {

    private final Slot<Integer> speed = integer("speed");
    private final Slot<Integer> width = integer("width");
    private final Slot<Integer> maxSpeed = integer("maxSpeed");
    private final Slot<Integer> maxWidth = integer("maxWidth");

    PcieLinkJson(JsonInput in) {
        super(in);
    }

    @Override
    Pcie.Link build() {
        return new Pcie.Link(
                optionalInt(speed),
                optionalInt(width),
                optionalInt(maxSpeed),
                optionalInt(maxWidth));
    }

    static void write(JsonOutput out, Pcie.Link link) {
        out.number("speed", link.speed());
        out.number("width", link.width());
        out.number("maxSpeed", link.maxSpeed());
        out.number("maxWidth", link.maxWidth());
    }
}
