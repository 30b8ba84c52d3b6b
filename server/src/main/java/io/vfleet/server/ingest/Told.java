package io.vfleet.server.ingest;

import io.vfleet.domain.inventory.Journal.Flapping;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.history.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What the agent saw happen between its reports. It tells again what was not acknowledged, so each
/// event has the agent's own time in its detail, by which history knows it again.
final class Told {

    private static final JsonMapper JSON = new JsonMapper();

    private final UUID node;
    private final Instant received;

    private Told(UUID node, Instant received) {
        this.node = node;
        this.received = received;
    }

    /// Changes of VF counts.
    static List<Event> changes(UUID node, Observation seen) {
        Told told = new Told(node, seen.receivedAt());
        return seen.changes().stream().map(told::change).toList();
    }

    /// What began to change again and again, and what came to rest.
    static Stream<Event> flapping(UUID node, Observation seen) {
        Told told = new Told(node, seen.receivedAt());
        NodeInventory inventory = seen.inventory();
        return inventory.journal().flapping().stream()
                .flatMap(flap -> told.flapping(flap, subject(flap, inventory)));
    }

    private Event change(Report.Change change) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("bootId", change.bootId());
        change.by().ifPresent(by -> author(detail, by));
        return event(
                change.at(),
                Event.Kind.NUM_VFS,
                "pf " + change.pf(),
                Optional.of(Integer.toString(change.from())),
                Optional.of(Integer.toString(change.to())),
                detail);
    }

    private static void author(Map<String, Object> detail, ChangedBy by) {
        switch (by) {
            case ChangedBy.Operation(var id) -> detail.put("operation", id.toString());
            case ChangedBy.Foreign(var suspect) -> {
                detail.put("foreign", true);
                detail.put(
                        "by",
                        suspect.map(owner -> "somebody else, perhaps " + owner.kind())
                                .orElse("somebody else"));
                suspect.ifPresent(owner -> detail.put("reason", owner.path()));
            }
        }
    }

    private Stream<Event> flapping(Flapping flap, String subject) {
        Event begun =
                flapping(flap.since(), subject, Optional.empty(), "changes all the time", flap);
        if (flap.damped()) {
            return Stream.of(begun);
        }
        String count = "at rest after " + flap.changes() + " changes";
        return Stream.of(begun, flapping(flap.last(), subject, begun.after(), count, flap));
    }

    private Event flapping(
            Instant at, String subject, Optional<String> before, String after, Flapping flap) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("reason", flap.path());
        return event(at, Event.Kind.FLAPPING, subject, before, Optional.of(after), detail);
    }

    private Event event(
            Instant at,
            Event.Kind kind,
            String subject,
            Optional<String> before,
            Optional<String> after,
            Map<String, Object> detail) {
        detail.put("seenAt", at.toString());
        // a host whose clock is ahead does not write into the future
        Instant when = at.isAfter(received) ? received : at;
        return new Event(node, when, kind, subject, before, after, JSON.writeValueAsString(detail));
    }

    /// The PF whose interface it is, or the node.
    private static String subject(Flapping flap, NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .filter(pf ->
                        pf.netdevs().stream()
                                .anyMatch(it -> flap.path().contains("/" + it.name() + "/")))
                .map(PhysicalFunction::address)
                .findFirst()
                .map(address -> "pf " + address)
                .orElse("node");
    }
}
