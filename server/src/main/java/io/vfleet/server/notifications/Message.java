package io.vfleet.server.notifications;

import io.vfleet.server.notifications.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is told at once: the same news of one site, of one node or many.
///
/// @param topic the symptom, else the check; the result of operations
/// @param items one a node, the first [#SHOWN] of them
/// @param more how many there are beyond those
record Message(
        String kind,
        String topic,
        Optional<String> symptom,
        String site,
        Optional<String> severity,
        List<Item> items,
        int more) {

    static final int SHOWN = 50;

    Message {
        items = List.copyOf(items);
    }

    /// One node's part of it.
    record Item(
            UUID node,
            String hostname,
            Instant at,
            Optional<String> check,
            Optional<String> subject,
            Optional<String> cause,
            Optional<UUID> operation) {

        static Item of(Happening happened) {
            return new Item(
                    happened.node(),
                    happened.hostname(),
                    happened.at(),
                    happened.check(),
                    happened.subject(),
                    happened.cause(),
                    happened.operation());
        }
    }

    static Message of(List<Happening> group) {
        Happening first = group.getFirst();
        return new Message(
                        first.kind().id(),
                        first.topic(),
                        first.symptom(),
                        first.site(),
                        first.severity(),
                        List.of(),
                        0)
                .with(group);
    }

    Message with(List<Happening> further) {
        var all = new ArrayList<>(items);
        int beyond = more;
        for (Happening happened : further) {
            boolean told = all.stream().anyMatch(item -> item.node().equals(happened.node()));
            if (!told && all.size() < SHOWN) {
                all.add(Item.of(happened));
            } else if (!told) {
                beyond++;
            }
        }
        return new Message(kind, topic, symptom, site, severity, all, beyond);
    }

    Kind kindOf() {
        return Kind.of(kind);
    }

    int nodes() {
        return items.size() + more;
    }
}
