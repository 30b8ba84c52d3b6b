package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Writes down who asked for an operation and how it ended: audit, history, metrics, and a word to
/// all who wait for it.
@Component
class Endings {

    private final OperationStore store;
    private final Audit audit;
    private final History history;
    private final EndingCounter counter;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Endings(
            OperationStore store,
            Audit audit,
            History history,
            EndingCounter counter,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.audit = audit;
        this.history = history;
        this.counter = counter;
        this.events = events;
        this.clock = clock;
    }

    void requested(Operation operation, Requester by) {
        audit.append(List.of(entry(operation, "operation-requested", by.who(), by.from())));
    }

    void canceled(Operation operation, Requester by) {
        finish(List.of(operation));
        audit.append(List.of(entry(operation, "operation-canceled", by.who(), by.from())));
    }

    /// @param by who said so: a node, a report, the server's clock
    void ended(List<Operation> operations, String by) {
        if (operations.isEmpty()) {
            return;
        }
        finish(operations);
        audit.append(
                operations.stream()
                        .map(operation -> entry(operation, "operation-ended", by, ""))
                        .toList());
    }

    private void finish(List<Operation> operations) {
        Instant now = clock.instant();
        history.append(operations.stream().map(operation -> event(operation, now)).toList());
        for (Operation operation : operations) {
            store.announceChange(operation.id());
            store.announceWork(operation.nodeId());
            events.publishEvent(new OperationEnded(operation.nodeId()));
            count(operation.kind(), operation.state());
        }
    }

    private void count(OperationKind kind, OperationState ending) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        counter.count(kind, ending);
                    }
                });
    }

    private AuditEntry entry(Operation operation, String what, String who, String from) {
        return new AuditEntry(
                clock.instant(),
                who,
                what,
                Optional.of(operation.nodeId()),
                "operation " + operation.id(),
                Optional.of(operation.reason()),
                Optional.of(from).filter(address -> !address.isEmpty()),
                Documents.json(details(operation)));
    }

    private static Event event(Operation operation, Instant now) {
        return new Event(
                operation.nodeId(),
                now,
                Event.Kind.OPERATION_ENDED,
                operation.pf().map(pf -> "pf " + pf).orElse("node"),
                operation.before().map(String::valueOf),
                operation.after().map(String::valueOf),
                Documents.json(details(operation)));
    }

    private static Map<String, Object> details(Operation operation) {
        var details = new LinkedHashMap<String, Object>();
        details.put("operation", operation.id().toString());
        details.put("kind", operation.kind().name());
        details.put("state", operation.state().name());
        operation.pf().ifPresent(pf -> details.put("pf", pf.toString()));
        operation.numVfs().ifPresent(count -> details.put("numVfs", count));
        operation.changeFields().ifPresent(change -> details.put("change", change));
        details.put("by", operation.requestedBy());
        details.put("reason", operation.reason());
        operation.before().ifPresent(count -> details.put("before", count));
        operation.after().ifPresent(count -> details.put("after", count));
        operation.plan().ifPresent(plan -> details.put("plan", plan.toString()));
        operation
                .problem()
                .ifPresent(problem -> details.put("problem", Documents.blame(problem).type()));
        operation.error().ifPresent(error -> details.put("errno", Documents.error(error).errno()));
        return details;
    }
}
