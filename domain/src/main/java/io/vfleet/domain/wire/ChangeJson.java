package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;

/// [Report.Change] as JSON.
final class ChangeJson extends JsonFields<Report.Change> {

    private final Slot<Instant> at = time("at");
    private final Slot<String> bootId = text("bootId");
    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Integer> from = integer("from", 0, 0xffff);
    private final Slot<Integer> to = integer("to", 0, 0xffff);

    ChangeJson(JsonInput in) {
        super(in);
    }

    @Override
    Report.Change build() throws MalformedDocument {
        return new Report.Change(
                at.required(), bootId.required(), pf.required(), from.required(), to.required());
    }

    static void write(JsonOutput out, Report.Change change) {
        out.time("at", change.at());
        out.text("bootId", change.bootId());
        out.address("pf", change.pf());
        out.number("from", change.from());
        out.number("to", change.to());
    }
}
