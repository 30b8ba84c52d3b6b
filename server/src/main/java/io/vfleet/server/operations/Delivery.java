package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.server.nodes.CommandKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Claims what is to be done on a node, for whoever can hand it to the agent.
@Component
class Delivery {

    static final Set<OperationState> EXECUTING =
            Set.of(OperationState.LEASED, OperationState.RUNNING, OperationState.VERIFYING);

    /// what may reach a node in maintenance
    private static final Set<OperationKind> READING = Set.of(OperationKind.RECHECK);

    private static final Set<OperationKind> ALL = EnumSet.allOf(OperationKind.class);

    private final OperationRepository operations;
    private final OperationStore store;
    private final BreakerStore breaker;
    private final CommandKey key;
    private final TransactionTemplate transaction;
    private final OperationSettings settings;
    private final Clock clock;

    Delivery(
            OperationRepository operations,
            OperationStore store,
            BreakerStore breaker,
            CommandKey key,
            TransactionTemplate transaction,
            OperationSettings settings,
            Clock clock) {
        this.operations = operations;
        this.store = store;
        this.breaker = breaker;
        this.key = key;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /// A command on its way to its agent.
    record Parcel(UUID operation, SignedCommand command) {}

    /// The node's next command, unless it is still at another one.
    Optional<Parcel> claim(UUID node) {
        try {
            return Optional.ofNullable(transaction.execute(_ -> leased(node).orElse(null)));
        } catch (DataIntegrityViolationException _) {
            // operation_one_executing: another replica was faster with another operation
            return Optional.empty();
        }
    }

    private Optional<Parcel> leased(UUID node) {
        if (!breaker.letsPass()) {
            return Optional.empty();
        }
        store.awaitHolds(node);
        if (!store.approved(node) || operations.existsByNodeIdAndStateIn(node, EXECUTING)) {
            return Optional.empty();
        }
        Instant now = now();
        Set<OperationKind> kinds = store.maintenance(node).isPresent() ? READING : ALL;
        List<Operation> next = operations.claimable(node, now, kinds, Limit.of(1));
        return next.stream().findFirst().map(operation -> lease(operation, now));
    }

    private Parcel lease(Operation operation, Instant now) {
        operation.lease(now, settings.lease());
        operations.flush();
        store.announceChange(operation.id());
        byte[] payload = AgentJson.write(operation.command());
        return new Parcel(
                operation.id(),
                new SignedCommand(Base64.getEncoder().encodeToString(payload), key.sign(payload)));
    }

    /// The agent was gone before it could be handed over.
    void giveBack(UUID id) {
        transaction.executeWithoutResult(_ ->
                operations
                        .lock(id)
                        .filter(operation -> operation.state() == OperationState.LEASED)
                        .ifPresent(this::unlease));
    }

    private void unlease(Operation operation) {
        operation.unlease(now());
        operations.flush();
        store.announceChange(operation.id());
        store.announceWork(operation.nodeId());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
