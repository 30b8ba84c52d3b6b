package io.vfleet.server.operations;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Stops the delivery of all commands, on every replica, until a person closes it again.
///
/// Whoever hands out a command holds a lock that this one waits for: once an opening is answered,
/// nothing leaves any more. What an agent has begun goes on.
@Service
class Breaker {

    private final BreakerStore store;
    private final OperationStore operations;
    private final Audit audit;
    private final Clock clock;

    Breaker(BreakerStore store, OperationStore operations, Audit audit, Clock clock) {
        this.store = store;
        this.operations = operations;
        this.audit = audit;
        this.clock = clock;
    }

    /// Leaves it as it is, with its first reason, where it is so already.
    @Transactional
    public BreakerView set(boolean open, String reason, Requester by) {
        store.lock();
        BreakerView before = store.get();
        if (before.open() == open) {
            return before;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var after = new BreakerView(open, reason, by.who(), now);
        store.set(after);
        if (!open) {
            // the statement sees the breaker closed
            operations.nodesWithWork().forEach(operations::announceWork);
        }
        audit.append(List.of(entry(after, by)));
        return after;
    }

    private static AuditEntry entry(BreakerView after, Requester by) {
        return new AuditEntry(
                after.changedAt(),
                by.who(),
                after.open() ? "breaker-opened" : "breaker-closed",
                Optional.empty(),
                "breaker",
                Optional.of(after.reason()),
                Optional.of(by.from()),
                Documents.json(Map.of("open", after.open())));
    }
}
