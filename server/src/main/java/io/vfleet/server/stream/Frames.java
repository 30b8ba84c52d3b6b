package io.vfleet.server.stream;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// Events as they stand on the wire (the HTML standard, 9.2.6).
final class Frames {

    /// keeps proxies and browsers from giving the connection up
    static final byte[] HEARTBEAT = bytes(":\n\n");

    private static final int MOST_NODES = 50;
    private static final int RETRY_MILLIS = 2_000;

    private Frames() {}

    /// The first event: how soon to come back, and from where on.
    static byte[] ready(String position) {
        return start("ready", position);
    }

    /// What was missed is not known: ask for everything again.
    static byte[] reset(String position) {
        return start("reset", position);
    }

    /// One event a kind. The position comes with the last: who lost the connection in between hears
    /// all of them again.
    static byte[] changes(List<Hint> hints, String position) {
        var kinds = new LinkedHashMap<String, Changed>();
        hints.forEach(hint -> kinds.computeIfAbsent(hint.kind(), _ -> new Changed()).add(hint));
        String last = kinds.lastEntry().getKey();
        return bytes(
                kinds.entrySet().stream()
                        .map(kind ->
                                (kind.getKey().equals(last) ? "id: " + position + "\n" : "")
                                        + event(kind))
                        .collect(Collectors.joining()));
    }

    private static String event(Map.Entry<String, Changed> kind) {
        return "event: change\ndata: {\"kind\":\"%s\",%s}\n\n"
                .formatted(kind.getKey(), kind.getValue().json());
    }

    /// What hints of one kind have in common.
    private static final class Changed {

        private final Set<UUID> nodes = new HashSet<>();
        private int count;
        private boolean many;

        void add(Hint hint) {
            nodes.addAll(hint.nodes());
            count += hint.count();
            many |= hint.nodes().isEmpty();
        }

        String json() {
            return many || nodes.size() > MOST_NODES
                    ? "\"count\":" + count
                    : nodes.stream()
                            .map(node -> '"' + node.toString() + '"')
                            .collect(Collectors.joining(",", "\"nodes\":[", "]"));
        }
    }

    private static byte[] start(String event, String position) {
        return bytes(
                "retry: %d\nid: %s\nevent: %s\ndata: {}\n\n"
                        .formatted(RETRY_MILLIS, position, event));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
