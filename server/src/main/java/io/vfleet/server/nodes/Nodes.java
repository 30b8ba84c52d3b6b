package io.vfleet.server.nodes;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.nodes.Node.Enrollment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The registry: finds nodes and records what people decide about them.
@Service
public class Nodes {

    private final NodeStore store;
    private final History history;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Nodes(
            NodeStore store,
            History history,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.history = history;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /// By id or hostname. Retired and rejected nodes are found by hostname only where no other node
    /// has it.
    public Lookup find(String idOrHostname) {
        Optional<Node> byId = Ids.find(idOrHostname).flatMap(store::find);
        if (byId.isPresent()) {
            return new Lookup.Found(byId.get());
        }
        List<Node> named = store.named(idOrHostname);
        List<Node> admitted = named.stream().filter(node -> node.enrollment().admitted()).toList();
        return only(admitted.isEmpty() ? named : admitted);
    }

    /// Lets a node in. One that replaces another takes over its history and what people want of it.
    @Transactional
    public Decision approve(UUID node, String by) {
        Decision decision =
                decide(
                        node,
                        Enrollment.APPROVED,
                        Set.of(Enrollment.PENDING, Enrollment.REJECTED, Enrollment.QUARANTINED),
                        by);
        if (decision instanceof Decision.Done(var approved)) {
            approved.replaces().ifPresent(old -> takeOver(approved.id(), old, by));
            audit(approved, "node-approved", by, Optional.empty());
        }
        return decision;
    }

    @Transactional
    public Decision reject(UUID node, String by) {
        Decision decision = decide(node, Enrollment.REJECTED, Set.of(Enrollment.PENDING), by);
        if (decision instanceof Decision.Done(var rejected)) {
            audit(rejected, "node-rejected", by, Optional.empty());
        }
        return decision;
    }

    /// Keeps a node out whose key two agents use at once; a person has to let it in again.
    @Transactional
    public void quarantine(UUID node) {
        Decision decision =
                decide(
                        node,
                        Enrollment.QUARANTINED,
                        Set.of(Enrollment.PENDING, Enrollment.APPROVED),
                        "server");
        if (decision instanceof Decision.Done(var done)) {
            audit(
                    done,
                    "node-quarantined",
                    "server",
                    Optional.of("two agents use its key at once"));
        }
    }

    /// Takes a node out of the fleet; its findings are closed, its history stays.
    @Transactional
    public Decision retire(UUID node, String by) {
        Decision decision =
                decide(
                        node,
                        Enrollment.RETIRED,
                        Set.of(
                                Enrollment.PENDING,
                                Enrollment.APPROVED,
                                Enrollment.REJECTED,
                                Enrollment.QUARANTINED),
                        by);
        if (decision instanceof Decision.Done(var retired)) {
            audit(retired, "node-retired", by, Optional.empty());
        }
        return decision;
    }

    private void takeOver(UUID successor, UUID old, String by) {
        store.inherit(successor, old);
        retire(old, by);
    }

    private Decision decide(UUID id, Enrollment wanted, Set<Enrollment> from, String by) {
        Optional<Node> found = store.lock(id);
        if (found.isEmpty()) {
            return new Decision.Missing();
        }
        if (!from.contains(found.get().enrollment())) {
            return new Decision.Refused(found.get());
        }
        store.decide(id, wanted, by);
        history.append(List.of(Event.ofNode(id, clock.instant(), kind(wanted), by)));
        events.publishEvent(new NodeDecided(id, wanted));
        Node before = found.get();
        return new Decision.Done(new Node(id, before.hostname(), wanted, before.replaces()));
    }

    private void audit(Node node, String what, String by, Optional<String> why) {
        String detail = node.replaces().map(old -> "{\"replaces\":\"" + old + "\"}").orElse("{}");
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by,
                                what,
                                Optional.of(node.id()),
                                "node " + node.hostname(),
                                why,
                                Optional.empty(),
                                detail)));
    }

    private static Event.Kind kind(Enrollment wanted) {
        return switch (wanted) {
            case APPROVED -> Event.Kind.APPROVED;
            case REJECTED -> Event.Kind.REJECTED;
            case RETIRED -> Event.Kind.RETIRED;
            case QUARANTINED -> Event.Kind.QUARANTINED;
            case PENDING -> throw new IllegalArgumentException("nobody decides on " + wanted);
        };
    }

    private static Lookup only(List<Node> nodes) {
        if (nodes.isEmpty()) {
            return new Lookup.Missing();
        }
        return nodes.size() == 1 ? new Lookup.Found(nodes.getFirst()) : new Lookup.Ambiguous(nodes);
    }
}
