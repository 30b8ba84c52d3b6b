package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Shown;
import io.vfleet.server.plans.LastReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Confirms or refutes by reports what agents have said, in the transaction that takes the report
/// in.
///
/// A report that agrees with the agent's own read-back settles it. One that does not may have been
/// collected before the write: a second one that shows the same count settles it then.
@Service
public class Settlement {

    private final OperationRepository operations;
    private final OperationStore store;
    private final Endings endings;
    private final Clock clock;

    Settlement(OperationRepository operations, OperationStore store, Endings endings, Clock clock) {
        this.operations = operations;
        this.store = store;
        this.endings = endings;
        this.clock = clock;
    }

    /// To be called with the nodes' rows locked, as the last thing.
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(List<Sighting> seen) {
        if (seen.isEmpty()) {
            return;
        }
        Map<UUID, Sighting> byNode =
                seen.stream().collect(Collectors.toMap(Sighting::node, Function.identity()));
        List<Operation> waiting = operations.awaitingReport(byNode.keySet());
        for (Operation operation : waiting) {
            Sighting sighting = Objects.requireNonNull(byNode.get(operation.nodeId()));
            if (sighting.order().isAfter(operation.newestReport())) {
                settle(operation, sighting);
            }
        }
        operations.flush();
        endings.ended(
                waiting.stream().filter(operation -> operation.state().terminal()).toList(),
                "report");
    }

    private void settle(Operation operation, Sighting seen) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (operation.kind() == OperationKind.RECHECK) {
            operation.end(OperationState.SUCCEEDED, now);
            return;
        }
        if (operation.kind() != OperationKind.RESIZE_VFS) {
            settleByReport(operation, seen, now);
            return;
        }
        Optional<Integer> count = operation.pf().map(pf -> seen.counts().get(pf.toString()));
        if (count.isEmpty()) {
            return;
        }
        if (isConfirmed(operation, count.get()) || count.equals(operation.observed())) {
            end(operation, count.get(), now);
            return;
        }
        operation.observe(seen.order(), count.get());
        store.askForReport(operation.nodeId());
    }

    /// By the whole report, which this transaction has just written.
    private void settleByReport(Operation operation, Sighting seen, Instant now) {
        Shown shown =
                store.known(operation.nodeId())
                        .report()
                        .map(report ->
                                Shown.by(LastReport.of(report).inventory(), operation.change()))
                        .orElse(Shown.NOT_TOLD);
        if (shown == Shown.NOT_TOLD) {
            return;
        }
        if (shown == Shown.YES) {
            operation.end(OperationState.SUCCEEDED, now);
            return;
        }
        if (operation.seenOtherwise()) {
            operation.end(otherwise(operation), now, "The node's reports show that it is not so.");
            return;
        }
        operation.seeOtherwise(seen.order());
        store.askForReport(operation.nodeId());
    }

    /// What was never begun has changed nothing; of anything else it is not known what there was.
    private static OperationState otherwise(Operation operation) {
        return operation.told().isEmpty() ? OperationState.EXPIRED : OperationState.PARTIAL;
    }

    private static boolean isConfirmed(Operation operation, int count) {
        return operation.state() == OperationState.VERIFYING
                && operation.numVfs().filter(wanted -> wanted == count).isPresent();
    }

    private static void end(Operation operation, int count, Instant now) {
        OperationState ending = ending(operation, count);
        if (ending == OperationState.SUCCEEDED) {
            operation.end(ending, now);
            return;
        }
        operation.end(ending, now, "The node's reports show %d VFs.".formatted(count));
    }

    private static OperationState ending(Operation operation, int count) {
        if (operation.numVfs().filter(wanted -> wanted == count).isPresent()) {
            return OperationState.SUCCEEDED;
        }
        if (operation.before().filter(before -> before == count).isEmpty()) {
            return OperationState.PARTIAL;
        }
        return unchanged(operation);
    }

    /// The old count is there: after a write that was read back, never written, or nobody knows.
    private static OperationState unchanged(Operation operation) {
        if (operation.told().isEmpty()) {
            return OperationState.EXPIRED;
        }
        return operation.state() == OperationState.VERIFYING
                ? OperationState.ROLLED_BACK
                : OperationState.FAILED;
    }
}
