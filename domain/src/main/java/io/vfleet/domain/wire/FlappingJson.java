package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import java.time.Instant;

/// [Journal.Flapping] as JSON. The digest knows the number only by its size, so that not every
/// change makes a report.
final class FlappingJson extends JsonFields<Journal.Flapping> {

    private final Slot<String> path = text("path");
    private final Slot<Instant> since = time("since");
    private final Slot<Instant> last = time("last");
    private final Slot<Integer> changes = integer("changes", 0, Integer.MAX_VALUE);
    private final Slot<Boolean> damped = flag("damped");

    FlappingJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal.Flapping build() throws MalformedDocument {
        return new Journal.Flapping(
                path.required(),
                since.required(),
                last.required(),
                changes.required(),
                damped.required());
    }

    static void write(JsonOutput out, Journal.Flapping flapping) {
        out.text("path", flapping.path());
        out.time("since", flapping.since());
        if (out.whole()) {
            out.time("last", flapping.last());
            out.number("changes", flapping.changes());
        } else {
            out.number("changes", Integer.highestOneBit(flapping.changes()));
        }
        out.flag("damped", flapping.damped());
    }
}
