package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalLong;

import io.vfleet.domain.inventory.CrashRecord;
import java.time.Instant;
import java.util.List;

/// [CrashRecord] as JSON.
final class CrashRecordJson extends JsonFields<CrashRecord> {

    private final Slot<String> path = text("path");
    private final Slot<String> kind = text("kind");
    private final Slot<Instant> at = time("at");
    private final Slot<Long> bytes = number("bytes");
    private final Slot<List<String>> lines = texts("lines", 256);

    CrashRecordJson(JsonInput in) {
        super(in);
    }

    @Override
    CrashRecord build() throws MalformedDocument {
        return new CrashRecord(
                path.required(),
                kind.required(),
                at.optional(),
                optionalLong(bytes),
                lines.or(List.of()));
    }

    static void write(JsonOutput out, CrashRecord crash) {
        out.text("path", crash.path());
        out.text("kind", crash.kind());
        out.time("at", crash.at());
        out.number("bytes", crash.bytes());
        out.someTexts("lines", crash.lines());
    }
}
