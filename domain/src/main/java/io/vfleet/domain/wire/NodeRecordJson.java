package io.vfleet.domain.wire;

import static io.vfleet.domain.wire.Slot.optionalInt;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import java.time.Instant;
import java.util.UUID;

/// [NodeRecord] as JSON.
final class NodeRecordJson extends JsonFields<NodeRecord> {

    private static final int MOST_VFS = 0xffff;

    private final Slot<Long> sequence = number("sequence");
    private final Slot<UUID> operation = uuid("operation");
    private final Slot<Instant> at = time("at");
    private final Slot<OperationKind> kind = word("kind", OperationKind.class);
    private final Slot<PciAddress> pf = address("pf");
    private final Slot<String> by = text("by");
    private final Slot<Integer> before = integer("before", 0, MOST_VFS);
    private final Slot<Integer> after = integer("after", 0, MOST_VFS);
    private final Slot<OperationState> state = word("state", OperationState.class);
    private final Slot<String> previous = text("previous");
    private final Slot<String> hash = text("hash");

    NodeRecordJson(JsonInput in) {
        super(in);
    }

    @Override
    NodeRecord build() throws MalformedDocument {
        return new NodeRecord(
                sequence.required(),
                new NodeRecord.Deed(
                        operation.required(),
                        at.required(),
                        kind.required(),
                        pf.optional(),
                        by.optional(),
                        optionalInt(before),
                        optionalInt(after),
                        state.required()),
                previous.required(),
                hash.required());
    }

    static void write(JsonOutput out, NodeRecord record) {
        NodeRecord.Deed deed = record.deed();
        out.number("sequence", record.sequence());
        out.text("operation", deed.operation().toString());
        out.time("at", deed.at());
        out.text("kind", deed.kind().name());
        deed.pf().ifPresent(pf -> out.address("pf", pf));
        out.text("by", deed.by());
        out.number("before", deed.before());
        out.number("after", deed.after());
        out.text("state", deed.state().name());
        out.text("previous", record.previous());
        out.text("hash", record.hash());
    }
}
