package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;

/// [VfCountOwner] as JSON.
final class VfCountOwnerJson extends JsonFields<VfCountOwner> {

    private final Slot<String> kind = text("kind");
    private final Slot<String> path = text("path");
    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Integer> numVfs = integer("numVfs");

    VfCountOwnerJson(JsonInput in) {
        super(in);
    }

    @Override
    VfCountOwner build() throws MalformedDocument {
        return new VfCountOwner(
                kind.required(), path.required(), pf.optional(), optionalInt(numVfs));
    }

    static void write(JsonOutput out, VfCountOwner owner) {
        out.text("kind", owner.kind());
        out.text("path", owner.path());
        owner.pf().ifPresent(pf -> out.address("pf", pf));
        out.number("numVfs", owner.numVfs());
    }
}
