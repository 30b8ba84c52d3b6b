package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.plans.PlanView;
import io.vfleet.server.plans.Plans;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.IdempotencyKey;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Carries plans out: one operation at a time, and no further than the first that goes wrong.
@Service
class Bulks {

    private final BulkStore store;
    private final BreakerStore breaker;
    private final OperationRepository operations;
    private final Requests requests;
    private final Plans plans;
    private final Audit audit;
    private final Clock clock;

    Bulks(
            BulkStore store,
            BreakerStore breaker,
            OperationRepository operations,
            Requests requests,
            Plans plans,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.breaker = breaker;
        this.operations = operations;
        this.requests = requests;
        this.plans = plans;
        this.audit = audit;
        this.clock = clock;
    }

    /// The same bulk for the same key and request.
    @Transactional
    public UUID start(NewBulk wanted, IdempotencyKey key, Requester by) {
        PlanView plan = plans.require(wanted.planId());
        var bulk =
                new BulkStore.Draft(
                        UUID.randomUUID(),
                        wanted.planId(),
                        wanted.reason(),
                        by,
                        key.text(),
                        IdempotencyKey.hash(Documents.json(wanted)),
                        now());
        if (!store.add(bulk)) {
            return repeated(bulk, key);
        }
        store.addTargets(bulk.id(), plan.changes());
        record(
                new BulkStore.Running(bulk.id(), bulk.plan(), bulk.reason(), by),
                "bulk-started",
                by,
                Map.of("plan", bulk.plan().toString(), "changes", plan.changes().size()));
        return bulk.id();
    }

    private UUID repeated(BulkStore.Draft bulk, IdempotencyKey key) {
        BulkStore.Kept kept =
                store.kept(bulk)
                        .orElseThrow(() -> new IllegalStateException("a bulk that is not there"));
        if (!kept.sameKey()) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "The plan was carried out already; make a new one")
                    .with("field", "planId")
                    .with("value", bulk.plan())
                    .with("bulk", kept.id());
        }
        if (!Arrays.equals(kept.requestHash(), bulk.requestHash())) {
            throw key.reused().with("bulk", kept.id());
        }
        return kept.id();
    }

    /// Begins the next change where the one before has ended well.
    @Transactional
    public void advance(UUID id) {
        Optional<BulkStore.Running> running = store.lock(id);
        if (running.isEmpty() || breaker.get().open()) {
            return;
        }
        BulkStore.Running bulk = running.get();
        Optional<BulkStore.Last> last = store.last(id);
        if (last.isEmpty()) {
            next(bulk);
            return;
        }
        switch (last.get().state()) {
            case QUEUED, LEASED, RUNNING, VERIFYING -> {}
            case SUCCEEDED, REFUSED -> next(bulk);
            case FAILED, ROLLED_BACK, PARTIAL, CONFLICT, EXPIRED, CANCELED, UNKNOWN ->
                    end(
                            bulk,
                            BulkView.State.STOPPED,
                            "Operation %s on %s is %s."
                                    .formatted(
                                            last.get().operation(),
                                            last.get().hostname(),
                                            last.get().state()));
        }
    }

    private void next(BulkStore.Running bulk) {
        Optional<BulkStore.Target> target = store.next(bulk.id());
        if (target.isEmpty()) {
            end(bulk, BulkView.State.FINISHED, "");
            return;
        }
        NewOperation wanted = operation(bulk, target.get());
        store.begun(bulk.id(), target.get(), requests.placeOf(bulk.id(), wanted, bulk.by()));
    }

    private static NewOperation operation(BulkStore.Running bulk, BulkStore.Target target) {
        return new NewOperation(
                OperationKind.RESIZE_VFS,
                target.node().toString(),
                target.pf(),
                target.numVfs(),
                bulk.reason(),
                target.expected().orElse(null),
                null,
                null,
                null,
                bulk.plan(),
                null,
                null);
    }

    /// What stood against the next change ends the bulk.
    @Transactional
    public void stop(UUID id, ApiProblem problem) {
        store.lock(id)
                .ifPresent(bulk ->
                        end(bulk, BulkView.State.STOPPED, String.valueOf(problem.getMessage())));
    }

    /// Begins nothing more; what no agent has got is taken back.
    @Transactional
    public void cancel(UUID id, Requester by) {
        Optional<BulkStore.Running> running = store.lock(id);
        if (running.isEmpty()) {
            return;
        }
        store.last(id)
                .flatMap(last -> operations.lock(last.operation()))
                .filter(last -> last.state() == OperationState.QUEUED && last.attempts() == 0)
                .ifPresent(last -> requests.cancel(last.id(), by));
        store.end(id, BulkView.State.CANCELED, Optional.of("Canceled by " + by.who() + "."), now());
        record(running.get(), "bulk-canceled", by, Map.of());
    }

    private void end(BulkStore.Running bulk, BulkView.State state, String why) {
        store.end(bulk.id(), state, Optional.of(why).filter(text -> !text.isEmpty()), now());
        record(
                bulk,
                "bulk-ended",
                new Requester("server", ""),
                Map.of("state", state.name(), "explanation", why));
    }

    private void record(
            BulkStore.Running bulk, String what, Requester by, Map<String, Object> detail) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                by.who(),
                                what,
                                Optional.empty(),
                                "bulk " + bulk.id(),
                                Optional.of(bulk.reason()),
                                Optional.of(by.from()).filter(from -> !from.isEmpty()),
                                Documents.json(detail))));
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
