package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import java.util.List;

/// [Journal] as JSON.
final class JournalJson extends JsonFields<Journal> {

    private final Slot<Journal.VfChange> lastVfChange = object("lastVfChange", VfChangeJson::new);
    private final Slot<List<Journal.VfCount>> beforeBoot =
            objects("beforeBoot", Population.MOST_PFS, VfCountJson::new);
    private final Slot<List<Journal.FailedWrite>> failedWrites =
            objects("failedWrites", Population.MOST_PFS, FailedWriteJson::new);
    private final Slot<List<Journal.Flapping>> flapping =
            objects("flapping", 16_384, FlappingJson::new);
    private final Slot<Long> lostChanges = number("lostChanges");

    JournalJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal build() throws MalformedDocument {
        return new Journal(
                lastVfChange.optional(),
                beforeBoot.or(List.of()),
                failedWrites.or(List.of()),
                flapping.or(List.of()),
                lostChanges.or(0L));
    }

    // absent where there is none, so that a document of before and its digest stay as they are
    static void writeSteady(JsonOutput out, Journal journal) {
        out.some("failedWrites", journal.failedWrites(), FailedWriteJson::write);
        out.some("flapping", journal.flapping(), FlappingJson::write);
        if (journal.lostChanges() > 0) {
            out.number("lostChanges", journal.lostChanges());
        }
    }

    static void write(JsonOutput out, Journal journal) {
        out.object("lastVfChange", journal.lastVfChange(), VfChangeJson::write);
        out.objects("beforeBoot", journal.beforeBoot(), VfCountJson::write);
        writeSteady(out, journal);
    }
}
