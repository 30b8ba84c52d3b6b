package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;
import static io.vfleet.domain.wire.Slot.optionalLong;

import io.vfleet.domain.inventory.HugepagePool;

/// [HugepagePool] as JSON.
final class HugepagePoolJson extends JsonFields<HugepagePool> {

    private final Slot<Long> sizeKiB = number("sizeKiB");
    private final Slot<Integer> numaNode = integer("numaNode");
    private final Slot<Long> total = number("total");
    private final Slot<Long> free = number("free");
    private final Slot<Long> reserved = number("reserved");
    private final Slot<Long> surplus = number("surplus");

    HugepagePoolJson(JsonInput in) {
        super(in);
    }

    @Override
    HugepagePool build() throws MalformedDocument {
        return new HugepagePool(
                sizeKiB.required(),
                optionalInt(numaNode),
                total.required(),
                optionalLong(free),
                optionalLong(reserved),
                optionalLong(surplus));
    }

    static void write(JsonOutput out, HugepagePool pool) {
        out.number("sizeKiB", pool.sizeKiB());
        out.number("numaNode", pool.numaNode());
        out.number("total", pool.total());
        if (!out.whole()) {
            return;
        }
        out.number("free", pool.free());
        out.number("reserved", pool.reserved());
        out.number("surplus", pool.surplus());
    }
}
