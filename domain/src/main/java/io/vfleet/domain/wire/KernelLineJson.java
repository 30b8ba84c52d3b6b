package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Duration;

/// [KernelLine] as JSON. The digest sees what kinds of lines there are, not how often and when, as
/// a talkative driver would change it with every look.
final class KernelLineJson extends JsonFields<KernelLine> {

    private final Slot<PciAddress> about = address("about");
    private final Slot<Integer> level = integer("level", 0, 7);
    private final Slot<String> text = text("text");
    private final Slot<Long> atMillis = number("atMillis");
    private final Slot<Integer> count = integer("count");

    KernelLineJson(JsonInput in) {
        super(in);
    }

    @Override
    KernelLine build() throws MalformedDocument {
        return new KernelLine(
                about.optional(),
                level.required(),
                text.required(),
                Duration.ofMillis(atMillis.required()),
                optionalInt(count).orElse(1));
    }

    static void write(JsonOutput out, KernelLine line) {
        line.about().ifPresent(about -> out.address("about", about));
        out.number("level", line.level());
        out.text("text", out.whole() ? line.text() : line.shape());
        if (out.whole()) {
            out.number("atMillis", line.at().toMillis());
            writeCount(out, line);
        }
    }

    private static void writeCount(JsonOutput out, KernelLine line) {
        if (line.count() != 1) {
            out.number("count", line.count());
        }
    }
}
