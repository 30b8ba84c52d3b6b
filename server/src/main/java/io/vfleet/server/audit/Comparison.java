package io.vfleet.server.audit;

import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.audit.NodeRecords.Difference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Holds nodes' records against each other and against the audit.
final class Comparison {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<Difference> differences;
    private final Map<UUID, NodeRecord.Head> heads = new HashMap<>();
    private final Map<UUID, Map<Long, String>> hashes = new HashMap<>();

    Comparison(List<Difference> differences) {
        this.differences = differences;
    }

    /// A record beside what the audit says of the same operation.
    ///
    /// @param requested the audit's detail of the request
    /// @param ended the audit's detail of the ending
    record Pair(
            UUID node,
            NodeRecord record,
            String keptHash,
            boolean contradicted,
            Optional<String> requested,
            Optional<String> ended) {}

    /// How far a node's record went when it logged in last.
    record Told(UUID node, NodeRecord.Head head, long toldBefore) {}

    void add(Pair pair) {
        NodeRecord record = pair.record();
        if (!record.whole() || !record.hash().equals(pair.keptHash())) {
            differ(pair, "what the node told of it was changed here");
        }
        if (pair.contradicted()) {
            differ(pair, "the node told it twice, and otherwise");
        }
        NodeRecord.Head before = heads.get(pair.node());
        if (before != null && !record.follows(before)) {
            differ(
                    pair,
                    "record %d of the node does not follow %d: some are missing, or it began anew"
                            .formatted(record.sequence(), before.sequence()));
        }
        heads.put(pair.node(), record.head());
        hashes.computeIfAbsent(pair.node(), _ -> new HashMap<>())
                .put(record.sequence(), record.hash());
        withAudit(pair);
    }

    private void withAudit(Pair pair) {
        NodeRecord.Deed deed = pair.record().deed();
        if (pair.requested().isEmpty()) {
            differ(pair, "the audit has no such request");
            return;
        }
        JsonNode requested = JSON.readTree(pair.requested().get());
        compare(pair, "kind", deed.kind().name(), requested.path("kind").asString(""));
        compare(pair, "pf", deed.pf().map(Object::toString).orElse(""), text(requested, "pf"));
        deed.by().ifPresent(by -> compare(pair, "by", by, text(requested, "by")));
        pair.ended().map(JSON::readTree).ifPresent(ended -> ending(pair, deed, ended));
    }

    private void ending(Pair pair, NodeRecord.Deed deed, JsonNode ended) {
        // what reports decided afterwards is the server's to say
        boolean open =
                deed.state() == OperationState.VERIFYING || deed.state() == OperationState.UNKNOWN;
        if (open) {
            return;
        }
        compare(pair, "state", deed.state().name(), text(ended, "state"));
        deed.after()
                .ifPresent(count ->
                        compare(pair, "after", Integer.toString(count), text(ended, "after")));
    }

    private void compare(Pair pair, String field, String node, String audit) {
        if (!node.equals(audit)) {
            differ(
                    pair,
                    "%s: the node recorded '%s', the audit has '%s'".formatted(field, node, audit));
        }
    }

    private static String text(JsonNode detail, String field) {
        return detail.path(field).asString("");
    }

    void add(Told told) {
        String hash = hashes.getOrDefault(told.node(), Map.of()).get(told.head().sequence());
        boolean other = hash != null && !hash.equals(told.head().hash());
        if (told.head().sequence() < told.toldBefore() || other) {
            differences.add(
                    new Difference(
                            told.node(),
                            Optional.empty(),
                            "the node's record ended with %d at its last login, and %d had been told before: it was changed there"
                                    .formatted(told.head().sequence(), told.toldBefore())));
        }
    }

    private void differ(Pair pair, String what) {
        differences.add(
                new Difference(pair.node(), Optional.of(pair.record().deed().operation()), what));
    }
}
