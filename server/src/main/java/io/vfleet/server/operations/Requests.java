package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.nodes.NamedNodes;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.plans.LastReport;
import io.vfleet.server.plans.PlanView;
import io.vfleet.server.plans.Plans;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.IdempotencyKey;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes what people ask for, or says what speaks against it.
@Service
class Requests {

    private static final String PREDICTION = "G12";
    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(24);

    private final OperationRepository operations;
    private final OperationStore store;
    private final NamedNodes nodes;
    private final Plans plans;
    private final Endings endings;
    private final Clock clock;

    Requests(
            OperationRepository operations,
            OperationStore store,
            NamedNodes nodes,
            Plans plans,
            Endings endings,
            Clock clock) {
        this.operations = operations;
        this.store = store;
        this.nodes = nodes;
        this.plans = plans;
        this.endings = endings;
        this.clock = clock;
    }

    /// The id of the operation that the request leads to; the same for the same key and request.
    @Transactional
    public UUID place(NewOperation wanted, IdempotencyKey key, Requester by) {
        Instant now = now();
        UUID id = UUID.randomUUID();
        var reserved =
                new OperationStore.Key(
                        by.who(), key.text(), IdempotencyKey.hash(Documents.json(wanted)));
        if (!store.reserve(reserved, id, now)) {
            return repeated(reserved, key);
        }
        add(accept(wanted, id, by, now, Optional.empty()));
        return id;
    }

    /// The next operation of a bulk, in its transaction.
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID placeOf(UUID bulk, NewOperation wanted, Requester by) {
        UUID id = UUID.randomUUID();
        add(accept(wanted, id, by, now(), Optional.of(bulk)));
        return id;
    }

    private void add(Accepted accepted) {
        Operation operation = operations.saveAndFlush(new Operation(accepted));
        store.announceWork(operation.nodeId());
        endings.requested(operation, accepted.by());
    }

    /// What the request would do; whatever speaks against it now is a problem.
    @Transactional(readOnly = true)
    public PlanView dryRun(NewOperation wanted, Requester by) {
        Looked looked = look(wanted);
        PciAddress pf = looked.change().about().orElseThrow();
        return plans.draft(
                looked.node(),
                looked.report(),
                pf,
                looked.change().count().orElseThrow(),
                by.who());
    }

    /// The same of the other kinds.
    @Transactional(readOnly = true)
    public ChangePlanView outlook(NewOperation wanted) {
        if (wanted.kind() == OperationKind.RECHECK) {
            throw ApiProblem.invalid("dryRun", true, "false: a RECHECK changes nothing");
        }
        Looked looked = look(wanted);
        return ChangePlanView.of(looked.node(), looked.report(), wanted, looked.change());
    }

    /// A request nothing speaks against now.
    private record Looked(Change change, Node node, LastReport report) {}

    private Looked look(NewOperation wanted) {
        Change change = Shape.check(wanted);
        deadline(wanted, now());
        Node node = approved(wanted.node());
        OperationStore.Known known = store.known(node.id());
        LastReport report = report(wanted, known);
        permit(wanted, change, node, report);
        checkHeard(wanted, known);
        refuseInMaintenance(wanted, node);
        refuseBeside(node, change);
        return new Looked(change, node, report);
    }

    private UUID repeated(OperationStore.Key reserved, IdempotencyKey key) {
        OperationStore.Kept kept = store.kept(reserved);
        if (Arrays.equals(kept.requestHash(), reserved.requestHash())) {
            return kept.operation();
        }
        throw key.reused().with("operation", kept.operation());
    }

    private Accepted accept(
            NewOperation wanted, UUID id, Requester by, Instant now, Optional<UUID> bulk) {
        Change change = Shape.check(wanted);
        Instant deadline = deadline(wanted, now);
        Node node = approved(wanted.node());
        OperationStore.Known known = store.known(node.id());
        LastReport report = report(wanted, known);
        OptionalInt before = permit(wanted, change, node, report);
        checkHeard(wanted, known);
        refuseInMaintenance(wanted, node);
        long generation = generation(node, change);
        return new Accepted(
                id, wanted, node.id(), change, before, generation, now, deadline, by, bulk);
    }

    private static LastReport report(NewOperation wanted, OperationStore.Known known) {
        return known.report()
                .map(LastReport::of)
                .orElseThrow(() -> LastReport.neverReported(wanted.node()));
    }

    /// The count of a PF that is to be resized, where it is known; a problem where the change is
    /// known to be impossible, or is not what was planned.
    private OptionalInt permit(NewOperation wanted, Change change, Node node, LastReport report) {
        switch (change) {
            case Change.ResizeVfs(var pf, var numVfs, var _) -> {
                return resize(wanted, node, report.require(pf), numVfs, report);
            }
            case Change.SetVf(var pf, var vf, var _) ->
                    LastReport.requireVf(report.require(pf), vf);
            case Change.BindVfDriver(var pf, var vf, var _) ->
                    LastReport.requireVf(report.require(pf), vf);
            case Change.SetAutoprobe(var pf, var _) -> report.require(pf);
            case Change.Recheck _ -> {}
        }
        return OptionalInt.empty();
    }

    private OptionalInt resize(
            NewOperation wanted, Node node, PhysicalFunction pf, int numVfs, LastReport report) {
        if (!wanted.overrides(PREDICTION)) {
            LastReport.checkOffered(pf, numVfs);
        }
        Optional.ofNullable(wanted.planId())
                .ifPresent(plan -> plans.hold(plan, node.id(), pf, numVfs, report));
        return LastReport.count(pf);
    }

    private Node approved(String name) {
        Node node = nodes.require(name);
        if (node.enrollment() != Node.Enrollment.APPROVED) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "The node is %s; no command goes to it"
                                    .formatted(node.enrollment().name().toLowerCase(Locale.ROOT)))
                    .with("field", "node")
                    .with("value", node.enrollment());
        }
        return node;
    }

    private static void checkHeard(NewOperation wanted, OperationStore.Known known) {
        if (known.status().equals("ONLINE") || wanted.queued()) {
            return;
        }
        throw new ApiProblem(
                        ProblemType.NODE_SILENT,
                        "The node is %s; with \"queue\": true the operation waits for it"
                                .formatted(known.status()))
                .with("field", "node")
                .with("value", known.status())
                .with("lastSeen", known.lastSeen());
    }

    /// A recheck writes nothing on the node.
    private void refuseInMaintenance(NewOperation wanted, Node node) {
        if (wanted.kind() == OperationKind.RECHECK) {
            return;
        }
        store.maintenance(node.id())
                .ifPresent(maintenance -> {
                    throw new ApiProblem(
                                    ProblemType.NODE_IN_MAINTENANCE,
                                    "The node is in maintenance until %s (%s: %s); nothing is written on it"
                                            .formatted(
                                                    maintenance.until(),
                                                    maintenance.by(),
                                                    maintenance.reason()))
                            .with("field", "node")
                            .with("value", wanted.node())
                            .with("until", maintenance.until())
                            .with("reason", maintenance.reason())
                            .with("by", maintenance.by());
                });
    }

    private long generation(Node node, Change change) {
        if (change instanceof Change.Recheck) {
            return 0;
        }
        long generation = store.nextGeneration(node.id(), change.about());
        refuseBeside(node, change);
        return generation;
    }

    private void refuseBeside(Node node, Change change) {
        store.active(node.id(), change.about())
                .ifPresent(active -> {
                    throw new ApiProblem(
                                    ProblemType.OPERATION_ACTIVE,
                                    "Operation %s of %s on %s is %s"
                                            .formatted(
                                                    active.id(),
                                                    active.requestedBy(),
                                                    change.about()
                                                            .map(PciAddress::toString)
                                                            .orElse("this node"),
                                                    active.state()))
                            .with("operation", active.id())
                            .with("state", active.state());
                });
    }

    private static Instant deadline(NewOperation wanted, Instant now) {
        Instant asked = wanted.deadline();
        if (asked == null) {
            return now.plus(DEADLINE);
        }
        if (!asked.isAfter(now) || asked.isAfter(now.plus(LONGEST))) {
            throw ApiProblem.invalid("deadline", asked, "later than now, by 24 hours at most");
        }
        return asked.truncatedTo(ChronoUnit.MICROS);
    }

    /// Takes back what no agent has got.
    @Transactional
    public void cancel(UUID id, Requester by) {
        Operation operation =
                operations
                        .lock(id)
                        .orElseThrow(() -> ApiProblem.notFound("operation", id.toString()));
        if (operation.state() == OperationState.CANCELED) {
            return;
        }
        if (operation.state() != OperationState.QUEUED || operation.attempts() > 0) {
            throw tooLate(operation);
        }
        operation.end(OperationState.CANCELED, now(), "Canceled by " + by.who() + ".");
        operations.flush();
        endings.canceled(operation, by);
    }

    private static ApiProblem tooLate(Operation operation) {
        String why =
                operation.state().terminal()
                        ? "It has ended " + operation.state() + " already"
                        : "The node has it already (%s); it can only be waited for"
                                .formatted(operation.state());
        return new ApiProblem(ProblemType.CONFLICT, why).with("state", operation.state());
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
