package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.nodes.AgentRefusal;
import io.vfleet.server.plans.LastReport;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Takes what an agent says of its own operation. Repeats have no effect, and an ending that stands
/// is kept.
@Service
class ProgressBook {

    private final OperationRepository operations;
    private final OperationStore store;
    private final Endings endings;
    private final OperationSettings settings;
    private final Clock clock;

    ProgressBook(
            OperationRepository operations,
            OperationStore store,
            Endings endings,
            OperationSettings settings,
            Clock clock) {
        this.operations = operations;
        this.store = store;
        this.endings = endings;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(rollbackFor = MalformedDocument.class)
    public void hear(UUID node, Progress progress) throws MalformedDocument {
        checkWord(progress);
        ReportOrder newest = newestReport(node, progress);
        Operation operation =
                operations
                        .lock(progress.command())
                        .filter(found -> found.nodeId().equals(node))
                        .orElseThrow(ProgressBook::unknown);
        if (isRepeat(operation, progress)) {
            return;
        }
        if (operation.state().terminal()) {
            throw ended(operation);
        }
        makeRoom(operation, progress);
        operation.heard(progress);
        blame(operation, progress);
        move(operation, progress, newest);
        operations.flush();
        if (!operation.state().terminal()) {
            store.announceChange(operation.id());
            return;
        }
        endings.ended(List.of(operation), "node " + node);
    }

    /// An ending that reports have to confirm is confirmed by a later one than the newest now; it
    /// is asked for, since the node may have nothing new to say.
    private ReportOrder newestReport(UUID node, Progress progress) {
        return awaitsReport(progress) ? store.askForReport(node) : new ReportOrder(0, 0);
    }

    private static boolean awaitsReport(Progress progress) {
        return progress.state() == OperationState.VERIFYING
                || progress.state() == OperationState.UNKNOWN;
    }

    private static boolean isRepeat(Operation operation, Progress progress) {
        OperationState told = operation.told().orElse(OperationState.QUEUED);
        return switch (told) {
            // the first ending counts
            case VERIFYING -> !operation.state().terminal() || progress.state() == told;
            case FAILED, ROLLED_BACK, PARTIAL, CONFLICT, REFUSED, EXPIRED, UNKNOWN ->
                    progress.state() == told;
            case QUEUED, LEASED, RUNNING, SUCCEEDED, CANCELED -> false;
        };
    }

    /// What stood in the way is told by name, as the newest report knows it.
    private void blame(Operation operation, Progress progress) {
        Blame.type(progress)
                .ifPresent(type -> {
                    Optional<LastReport> report =
                            store.known(operation.nodeId()).report().map(LastReport::of);
                    operation.blame(
                            Documents.json(Blame.of(type, progress, operation.pf(), report)));
                });
    }

    private void move(Operation operation, Progress progress, ReportOrder newest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        switch (progress.state()) {
            case RUNNING -> run(operation, now);
            case VERIFYING -> verify(operation, now, newest);
            case UNKNOWN -> operation.lose(now, newest, "Reports of the node will show it.");
            case FAILED, ROLLED_BACK, PARTIAL, CONFLICT, REFUSED, EXPIRED ->
                    operation.end(progress.state(), now);
            case QUEUED, LEASED, SUCCEEDED, CANCELED ->
                    throw new IllegalStateException("checked: " + progress.state());
        }
    }

    /// Where another one of the node waits for its confirmation still, this one stays where it is:
    /// its ending will be told, or asked for by handing it out again.
    private void run(Operation operation, Instant now) {
        if (others(operation).isEmpty()) {
            operation.run(now, settings.silence());
        }
    }

    private void verify(Operation operation, Instant now, ReportOrder newest) {
        if (others(operation).isEmpty()) {
            operation.verify(now, settings.confirmation(), newest);
            return;
        }
        operation.lose(now, newest, "The node is at another operation already.");
    }

    /// What was handed out while this one seemed lost goes back into the queue.
    private void makeRoom(Operation operation, Progress progress) {
        if (Delivery.EXECUTING.contains(operation.state()) || progress.state().terminal()) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        others(operation).stream()
                .filter(other -> other.state() == OperationState.LEASED)
                .forEach(other -> other.requeue(now));
        operations.flush();
    }

    private List<Operation> others(Operation operation) {
        return operations.findByNodeIdAndStateIn(operation.nodeId(), Delivery.EXECUTING).stream()
                .filter(other -> !other.id().equals(operation.id()))
                .toList();
    }

    private static void checkWord(Progress progress) throws MalformedDocument {
        switch (progress.state()) {
            case QUEUED, LEASED, SUCCEEDED, CANCELED ->
                    throw new MalformedDocument(
                            "state", progress.state() + " is not for an agent to say");
            case RUNNING,
                    VERIFYING,
                    FAILED,
                    ROLLED_BACK,
                    PARTIAL,
                    CONFLICT,
                    REFUSED,
                    EXPIRED,
                    UNKNOWN -> {}
        }
    }

    private static AgentRefusal unknown() {
        return AgentRefusal.of(
                HttpStatus.NOT_FOUND, "operation-unknown", "this node has no such operation");
    }

    private static AgentRefusal ended(Operation operation) {
        return AgentRefusal.of(
                        HttpStatus.CONFLICT,
                        "operation-ended",
                        "the operation has ended " + operation.state())
                .with("state", operation.state().name());
    }
}
