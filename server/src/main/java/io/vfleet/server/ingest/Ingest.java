package io.vfleet.server.ingest;

import io.vfleet.domain.wire.AgentMessages.ReportAnswer;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.ingest.NodeChange.Outcome;
import io.vfleet.server.nodes.AgentPrincipal;
import io.vfleet.server.nodes.AgentRefusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/// Takes a report: parse, compare, diagnose here; commit together with others; then answer.
@Service
class Ingest {

    private static final int ATTEMPTS = 5;
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Clock clock;
    private final StateStore store;
    private final Assessor assessor;
    private final GroupCommit<NodeChange, Outcome> commits;
    private final Semaphore parsers;

    Ingest(
            StateStore store,
            Assessor assessor,
            GroupCommit<NodeChange, Outcome> commits,
            IngestSettings settings,
            Clock clock) {
        this.clock = clock;
        this.store = store;
        this.assessor = assessor;
        this.commits = commits;
        this.parsers = new Semaphore(settings.parsers());
    }

    /// What was done with a report.
    enum Result {
        ACCEPTED,
        UNCHANGED,
        DUPLICATE;

        ReportAnswer answer() {
            return new ReportAnswer(this == DUPLICATE);
        }
    }

    Result accept(AgentPrincipal agent, ReportBody body) {
        Observation seen = permitted(() -> observation(body));
        return settled(agent.nodeId(), basis -> permitted(() -> change(basis, seen)));
    }

    /// Works a change out and commits it; again where the node has moved on in between.
    Result settled(UUID node, Function<Basis, NodeChange> work) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            NodeChange change = work.apply(admitted(node));
            if (Committed.of(commits, change) == Outcome.WRITTEN) {
                return result(change);
            }
        }
        throw AgentRefusal.overloaded("this node's state keeps changing", WAIT);
    }

    private Observation observation(ReportBody body) {
        Report report = body.parse();
        Twins.refuse(report.inventory());
        return Observation.reported(report, body.gzip(), clock.instant());
    }

    private NodeChange change(Basis basis, Observation seen) {
        if (!seen.order().follows(basis.lastReport(), basis.lastSeen(), seen.receivedAt())) {
            // too late to be the node's state, in time for its history
            return new NodeChange(
                    basis,
                    Optional.empty(),
                    seen.age(),
                    Optional.empty(),
                    Happenings.told(basis, seen));
        }
        return assessor.assess(basis, seen);
    }

    private Basis admitted(UUID node) {
        Basis basis = store.basis(node).orElseThrow(Committed::nobody);
        if (!basis.enrollment().admitted()) {
            throw AgentRefusal.standing(basis.enrollment());
        }
        return basis;
    }

    private static Result result(NodeChange change) {
        if (change.order().isEmpty()) {
            return Result.DUPLICATE;
        }
        return change.state().isPresent() ? Result.ACCEPTED : Result.UNCHANGED;
    }

    private <T> T permitted(Supplier<T> work) {
        parsers.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            parsers.release();
        }
    }
}
