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
import tools.jackson.databind.json.JsonMapper;

/// Keeps the findings of the fleet equal to the newest diagnoses.
@Component
public final class Findings {

    private static final JsonMapper JSON = new JsonMapper();

    private final FindingStore store;
    private final Muting muting;

    Findings(FindingStore store, Muting muting) {
        this.store = store;
        this.muting = muting;
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
        written.stream()
                .flatMap(row -> changed(row, known.get(row.id())).stream())
                .forEach(events::add);
        List<FindingStore.Known> closed =
                known.values().stream()
                        .filter(row -> row.open() && !wanted.containsKey(row.id()))
                        .toList();
        closed.forEach(row -> events.add(resolved(node, at, row)));
        return new FindingChange(
                written, closed.stream().map(FindingStore.Known::id).toList(), events);
    }

    /// Writes the changes of several nodes at once, within the caller's transaction; their labels
    /// may have changed, too, and with them what is muted.
    public void write(List<UUID> nodes, List<FindingChange> changes, Instant now) {
        store.write(changes.stream().flatMap(change -> change.written().stream()).toList());
        store.close(changes.stream().flatMap(change -> change.closed().stream()).toList(), now);
        muting.of(nodes);
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

    /// Only what a reader would call another finding; values in its evidence move all the time.
    private static Optional<Event> changed(FindingRow row, FindingStore.@Nullable Known known) {
        if (known == null
                || !known.open()
                || known.severity().equals(row.finding().severity().id())
                        && known.cause().equals(row.finding().cause())) {
            return Optional.empty();
        }
        return Optional.of(
                new Event(
                        row.node(),
                        row.at(),
                        Event.Kind.FINDING_CHANGED,
                        row.subject(),
                        Optional.empty(),
                        Optional.of(row.finding().check()),
                        JSON.writeValueAsString(
                                Map.of(
                                        "severity", row.finding().severity().id(),
                                        "severityBefore", known.severity(),
                                        "cause", row.finding().cause(),
                                        "causeBefore", known.cause()))));
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
