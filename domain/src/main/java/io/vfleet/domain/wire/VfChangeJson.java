package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;

/// [Journal.VfChange] as JSON.
final class VfChangeJson extends JsonFields<Journal.VfChange> {

    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Instant> at = time("at");
    private final Slot<String> bootId = text("bootId");
    private final Slot<Integer> from = integer("from", 0, 0xffff);
    private final Slot<Integer> to = integer("to", 0, 0xffff);

    VfChangeJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal.VfChange build() throws MalformedDocument {
        return new Journal.VfChange(
                pf.required(), at.required(), bootId.required(), from.required(), to.required());
    }

    static void write(JsonOutput out, Journal.VfChange change) {
        out.address("pf", change.pf());
        out.time("at", change.at());
        out.text("bootId", change.bootId());
        out.number("from", change.from());
        out.number("to", change.to());
    }
}
