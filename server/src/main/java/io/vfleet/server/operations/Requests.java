package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
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
import java.util.Objects;
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
        PciAddress pf =
                Shape.check(wanted)
                        .orElseThrow(() ->
                                ApiProblem.invalid(
                                        "dryRun", true, "false: a RECHECK changes nothing"));
        deadline(wanted, now());
        Node node = approved(wanted.node());
        OperationStore.Known known = store.known(node.id());
        LastReport report = report(wanted, known);
        permit(wanted, node, pf, report);
        checkHeard(wanted, known);
        refuseInMaintenance(wanted, node);
        refuseBeside(node, pf);
        return plans.draft(node, report, pf, Objects.requireNonNull(wanted.numVfs()), by.who());
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
        Optional<PciAddress> pf = Shape.check(wanted);
        Instant deadline = deadline(wanted, now);
        Node node = approved(wanted.node());
        OperationStore.Known known = store.known(node.id());
        LastReport report = report(wanted, known);
        OptionalInt before =
                pf.map(address -> permit(wanted, node, address, report))
                        .orElse(OptionalInt.empty());
        checkHeard(wanted, known);
        refuseInMaintenance(wanted, node);
        long generation = pf.map(address -> generation(node, address)).orElse(0L);
        return new Accepted(id, wanted, node.id(), pf, before, generation, now, deadline, by, bulk);
    }

    private static LastReport report(NewOperation wanted, OperationStore.Known known) {
        return known.report()
                .map(LastReport::of)
                .orElseThrow(() -> LastReport.neverReported(wanted.node()));
    }

    /// The PF's count now, where it is known; a problem where the resize is known to be impossible,
    /// or is not what was planned.
    private OptionalInt permit(
            NewOperation wanted, Node node, PciAddress address, LastReport report) {
        PhysicalFunction pf = report.require(address);
        int numVfs = Objects.requireNonNull(wanted.numVfs());
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

    private long generation(Node node, PciAddress pf) {
        long generation = store.nextGeneration(node.id(), pf);
        refuseBeside(node, pf);
        return generation;
    }

    private void refuseBeside(Node node, PciAddress pf) {
        store.active(node.id(), pf)
                .ifPresent(active -> {
                    throw new ApiProblem(
                                    ProblemType.OPERATION_ACTIVE,
                                    "Operation %s of %s on %s is %s"
                                            .formatted(
                                                    active.id(),
                                                    active.requestedBy(),
                                                    pf,
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

    /// Whether the fields fit the kind.
    private static final class Shape {

        static Optional<PciAddress> check(NewOperation wanted) {
            return wanted.kind() == OperationKind.RECHECK ? recheck(wanted) : resize(wanted);
        }

        private static Optional<PciAddress> recheck(NewOperation wanted) {
            if (wanted.planId() != null) {
                throw ApiProblem.invalid(
                        "planId", wanted.planId(), "absent: a RECHECK has no plan");
            }
            if (wanted.pf() != null || wanted.numVfs() != null || wanted.expectedNumVfs() != null) {
                throw ApiProblem.invalid(
                        "kind", wanted.kind(), "one that has a pf: a RECHECK is of the whole node");
            }
            return Optional.empty();
        }

        private static Optional<PciAddress> resize(NewOperation wanted) {
            String pf = wanted.pf();
            if (pf == null) {
                throw ApiProblem.invalid("pf", "", "given: the PF to resize");
            }
            if (wanted.numVfs() == null) {
                throw ApiProblem.invalid("numVfs", "", "given: how many VFs");
            }
            return Optional.of(
                    PciAddress.find(pf)
                            .orElseThrow(() ->
                                    ApiProblem.invalid(
                                            "pf", pf, "a PCI address like 0000:81:00.0")));
        }
    }
}
