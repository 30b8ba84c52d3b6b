package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// [Report.Change] as JSON.
final class ChangeJson extends JsonFields<Report.Change> {

    private final Slot<Instant> at = time("at");
    private final Slot<String> bootId = text("bootId");
    private final Slot<PciAddress> pf = address("pf");
    private final Slot<Integer> from = integer("from", 0, 0xffff);
    private final Slot<Integer> to = integer("to", 0, 0xffff);
    private final Slot<UUID> operation = uuid("operation");
    private final Slot<Boolean> foreign = flag("foreign");
    private final Slot<VfCountOwner> suspect = object("suspect", VfCountOwnerJson::new);

    ChangeJson(JsonInput in) {
        super(in);
    }

    @Override
    Report.Change build() throws MalformedDocument {
        return new Report.Change(
                at.required(),
                bootId.required(),
                pf.required(),
                from.required(),
                to.required(),
                by());
    }

    private Optional<ChangedBy> by() {
        return foreign.or(false)
                ? Optional.of(new ChangedBy.Foreign(suspect.optional()))
                : operation.optional().map(ChangedBy.Operation::new);
    }

    static void write(JsonOutput out, Report.Change change) {
        out.time("at", change.at());
        out.text("bootId", change.bootId());
        out.address("pf", change.pf());
        out.number("from", change.from());
        out.number("to", change.to());
        change.by().ifPresent(by -> write(out, by));
    }

    private static void write(JsonOutput out, ChangedBy by) {
        switch (by) {
            case ChangedBy.Operation(var id) -> out.text("operation", id.toString());
            case ChangedBy.Foreign(var suspect) -> {
                out.flag("foreign", true);
                out.object("suspect", suspect, VfCountOwnerJson::write);
            }
        }
    }
}
