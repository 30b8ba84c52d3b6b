package io.vfleet.server.intent;

import io.vfleet.server.audit.Audit;
import io.vfleet.server.audit.AuditEntry;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.nodes.Node;
import io.vfleet.server.operations.Commands;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Keeps which nodes people are at work on.
@Service
class Maintenance {

    private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);
    private static final Duration LONGEST = Duration.ofDays(90);

    private final NodeMaintenanceRepository rows;
    private final Commands commands;
    private final History history;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    Maintenance(
            NodeMaintenanceRepository rows,
            Commands commands,
            History history,
            Audit audit,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.rows = rows;
        this.commands = commands;
        this.history = history;
        this.audit = audit;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /// Who says so of which node, and from which address.
    record Edit(Node node, String by, String from) {}

    @Transactional(readOnly = true)
    public Optional<MaintenanceView> find(UUID node) {
        return rows.findById(node)
                .filter(row -> row.until().isAfter(clock.instant()))
                .map(MaintenanceView::of);
    }

    @Transactional
    public MaintenanceView set(Edit edit, Instant until, String reason) {
        if (edit.node().enrollment() != Node.Enrollment.APPROVED) {
            throw new ApiProblem(
                            ProblemType.CONFLICT,
                            "The node is not approved; nothing is written on it anyway")
                    .with("value", edit.node().enrollment());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST))) {
            throw ApiProblem.invalid("until", until, "later than now, by 90 days at most");
        }
        commands.holdBack(edit.node().id());
        NodeMaintenance row =
                rows.findById(edit.node().id())
                        .orElseGet(() -> new NodeMaintenance(edit.node().id()));
        row.set(until.truncatedTo(ChronoUnit.MICROS), reason, edit.by(), now);
        rows.saveAndFlush(row);
        history.append(List.of(event(row, Optional.of(row.until()), edit.by())));
        audit(edit, "maintenance-set", row);
        return MaintenanceView.of(row);
    }

    @Transactional
    public void end(Edit edit) {
        NodeMaintenance row =
                rows.findById(edit.node().id())
                        .filter(it -> it.until().isAfter(clock.instant()))
                        .orElseThrow(() ->
                                ApiProblem.notFound("maintenance of", edit.node().hostname()));
        end(row, edit.by());
        audit(edit, "maintenance-ended", row);
    }

    /// What is over is so without this; pages hear of it, and operations that waited go on.
    @Scheduled(fixedDelay = 2_000)
    void expire() {
        try {
            transaction.executeWithoutResult(_ ->
                    rows.findByUntilLessThanEqual(clock.instant())
                            .forEach(row -> end(row, "the server's clock")));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Maintenances that are over wait: {}", e.getMessage());
        }
    }

    private void end(NodeMaintenance row, String by) {
        rows.delete(row);
        rows.flush();
        history.append(List.of(event(row, Optional.empty(), by)));
        commands.release(row.nodeId());
    }

    private Event event(NodeMaintenance row, Optional<Instant> until, String by) {
        return new Event(
                row.nodeId(),
                clock.instant(),
                Event.Kind.MAINTENANCE,
                "node",
                until.isPresent() ? Optional.empty() : Optional.of("until " + row.until()),
                Optional.of(until.map(end -> "until " + end).orElse("over")),
                json.writeValueAsString(Map.of("by", by, "reason", row.reason())));
    }

    private void audit(Edit edit, String what, NodeMaintenance row) {
        audit.append(
                List.of(
                        new AuditEntry(
                                clock.instant(),
                                edit.by(),
                                what,
                                Optional.of(row.nodeId()),
                                "node " + edit.node().hostname(),
                                Optional.of(row.reason()),
                                Optional.of(edit.from()),
                                json.writeValueAsString(Map.of("until", row.until().toString())))));
    }
}
