package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationState;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.Limit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks after leases and deadlines, on one replica at a time.
@Component
class Sweep {

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private static final Limit AT_ONCE = Limit.of(200);

    private final OperationRepository operations;
    private final OperationStore store;
    private final Endings endings;
    private final TransactionTemplate transaction;
    private final OperationSettings settings;
    private final Clock clock;

    Sweep(
            OperationRepository operations,
            OperationStore store,
            Endings endings,
            TransactionTemplate transaction,
            OperationSettings settings,
            Clock clock) {
        this.operations = operations;
        this.store = store;
        this.endings = endings;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void run() {
        try {
            List<UUID> lost = Objects.requireNonNull(transaction.execute(_ -> sweep()));
            // not before: ingest locks a node's presence and then its operations
            lost.forEach(store::askForReport);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Leases and deadlines wait: {}", e.getMessage());
        }
    }

    /// The nodes whose next report settles what nobody knows.
    private List<UUID> sweep() {
        if (!store.lockSweep()) {
            return List.of();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Operation> overdue = operations.overdue(now, AT_ONCE);
        overdue.forEach(operation -> move(operation, now));
        operations.flush();
        overdue.stream().filter(operation -> !operation.state().terminal()).forEach(this::announce);
        store.forgetKeys(now.minus(settings.keys()));
        endings.ended(
                overdue.stream().filter(operation -> operation.state().terminal()).toList(),
                "server");
        return overdue.stream()
                .filter(operation -> operation.state() == OperationState.UNKNOWN)
                .map(Operation::nodeId)
                .distinct()
                .toList();
    }

    private void announce(Operation operation) {
        store.announceChange(operation.id());
        store.announceWork(operation.nodeId());
    }

    private void move(Operation operation, Instant now) {
        boolean late = !operation.deadline().isAfter(now);
        switch (operation.state()) {
            case QUEUED -> expire(operation, now);
            case LEASED -> {
                operation.requeue(now);
                if (late) {
                    expire(operation, now);
                }
            }
            case RUNNING -> lose(operation, now, "The agent has not said how it ended.");
            case VERIFYING -> lose(operation, now, "No report has confirmed it.");
            case SUCCEEDED,
                    FAILED,
                    ROLLED_BACK,
                    PARTIAL,
                    CONFLICT,
                    REFUSED,
                    EXPIRED,
                    CANCELED,
                    UNKNOWN ->
                    throw new IllegalStateException("not overdue: " + operation.state());
        }
    }

    /// What no agent ever got cannot have begun; of the rest nobody knows.
    private void expire(Operation operation, Instant now) {
        if (operation.attempts() == 0) {
            operation.end(
                    OperationState.EXPIRED, now, "The deadline passed before the node took it.");
            return;
        }
        lose(operation, now, "The node took it and has said nothing since.");
    }

    /// Reports from after the newest one settle it.
    private void lose(Operation operation, Instant now, String why) {
        operation.lose(now, store.newestReport(operation.nodeId()), why);
    }
}
