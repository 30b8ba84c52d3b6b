package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.Journal;
import java.util.List;

/// [Journal] as JSON.
final class JournalJson extends JsonFields<Journal> {

    private final Slot<Journal.VfChange> lastVfChange = object("lastVfChange", VfChangeJson::new);
    private final Slot<List<Journal.VfCount>> beforeBoot =
            objects("beforeBoot", Population.MOST_PFS, VfCountJson::new);

    JournalJson(JsonInput in) {
        super(in);
    }

    @Override
    Journal build() throws MalformedDocument {
        return new Journal(lastVfChange.optional(), beforeBoot.or(List.of()));
    }

    static void write(JsonOutput out, Journal journal) {
        out.object("lastVfChange", journal.lastVfChange(), VfChangeJson::write);
        out.objects("beforeBoot", journal.beforeBoot(), VfCountJson::write);
    }
}
