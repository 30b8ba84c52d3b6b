package io.vfleet.server.findings;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.server.history.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps the findings of the fleet equal to the newest diagnoses.
@Component
public final class Findings {

    private final FindingStore store;

    Findings(FindingStore store) {
        this.store = store;
    }

    /// Compares a node's new diagnosis with what stands in the table; writes nothing.
    public FindingChange compare(UUID node, Instant at, Diagnosis diagnosis) {
        Map<UUID, FindingStore.Known> known = store.of(node);
        Map<UUID, FindingRow> wanted = FindingRows.of(node, at, diagnosis);
        List<Event> events = new ArrayList<>();
        List<FindingRow> written =
                wanted.values().stream().filter(row -> differs(row, known.get(row.id()))).toList();
        written.stream()
                .filter(row -> !isOpen(known.get(row.id())))
                .forEach(row -> events.add(opened(row)));
        List<FindingStore.Known> closed =
                known.values().stream()
                        .filter(row -> row.open() && !wanted.containsKey(row.id()))
                        .toList();
        closed.forEach(row -> events.add(resolved(node, at, row)));
        return new FindingChange(
                written, closed.stream().map(FindingStore.Known::id).toList(), events);
    }

    /// Writes the changes of several nodes at once, within the caller's transaction.
    public void write(List<FindingChange> changes, Instant now) {
        store.write(changes.stream().flatMap(change -> change.written().stream()).toList());
        store.close(changes.stream().flatMap(change -> change.closed().stream()).toList(), now);
    }

    private static boolean isOpen(FindingStore.@Nullable Known known) {
        return known != null && known.open();
    }

    private static boolean differs(FindingRow row, FindingStore.@Nullable Known known) {
        return known == null || !known.open() || !Arrays.equals(known.digest(), row.digest());
    }

    private static Event opened(FindingRow row) {
        return new Event(
                row.node(),
                row.at(),
                Event.Kind.FINDING_OPENED,
                row.subject(),
                Optional.empty(),
                Optional.of(row.finding().check()),
                detail(row.finding().link().id(), row.finding().severity().id()));
    }

    private static Event resolved(UUID node, Instant at, FindingStore.Known row) {
        return new Event(
                node,
                at,
                Event.Kind.FINDING_RESOLVED,
                row.subject(),
                Optional.of(row.check()),
                Optional.empty(),
                detail(row.link(), row.severity()));
    }

    private static String detail(String link, String severity) {
        return "{\"link\":\"%s\",\"severity\":\"%s\"}".formatted(link, severity);
    }
}
