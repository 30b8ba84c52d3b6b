package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.List;

/// [Journal.FailedWrite] as JSON.
final class FailedWriteJson extends JsonFields<Journal.FailedWrite> {

    private static final int MOST_LINES = 1_000;

    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Instant> at = time("at");
    private final Slot<String> bootId = text("bootId");
    private final Slot<Integer> wanted = integer("wanted", 0, 0xffff);
    private final Slot<String> errno = text("errno");
    private final Slot<String> path = text("path");
    private final Slot<String> value = text("value");
    private final Slot<List<String>> kernelLines = texts("kernelLines", MOST_LINES);

    FailedWriteJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal.FailedWrite build() throws MalformedDocument {
        return new Journal.FailedWrite(
                pf.required(),
                at.required(),
                bootId.optional(),
                wanted.required(),
                errno.required(),
                path.required(),
                value.required(),
                kernelLines.or(List.of()));
    }

    static void write(JsonOutput out, Journal.FailedWrite failed) {
        out.address("pf", failed.pf());
        out.time("at", failed.at());
        out.text("bootId", failed.bootId());
        out.number("wanted", failed.wanted());
        out.text("errno", failed.errno());
        out.text("path", failed.path());
        out.text("value", failed.value());
        out.texts("kernelLines", failed.kernelLines());
    }
}
