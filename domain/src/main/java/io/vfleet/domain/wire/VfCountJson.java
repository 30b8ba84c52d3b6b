package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;

/// [Journal.VfCount] as JSON.
final class VfCountJson extends JsonFields<Journal.VfCount> {

    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Integer> numVfs = integer("numVfs", 0, 0xffff);

    VfCountJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal.VfCount build() throws MalformedDocument {
        return new Journal.VfCount(pf.required(), numVfs.required());
    }

    static void write(JsonOutput out, Journal.VfCount count) {
        out.address("pf", count.pf());
        out.number("numVfs", count.numVfs());
    }
}
