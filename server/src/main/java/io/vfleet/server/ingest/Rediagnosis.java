package io.vfleet.server.ingest;

import io.vfleet.server.ingest.NodeChange.Outcome;
import io.vfleet.server.nodes.NodeDecided;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/// Judges a node again by its last report: people want something else of it, or have decided on it.
///
/// Call it after the transaction that changed what people want; it returns when the new state is
/// committed.
@Service
public class Rediagnosis {

    private static final int ATTEMPTS = 5;

    private final StateStore store;
    private final Assessor assessor;
    private final GroupCommit<NodeChange, Outcome> commits;

    Rediagnosis(StateStore store, Assessor assessor, GroupCommit<NodeChange, Outcome> commits) {
        this.store = store;
        this.assessor = assessor;
        this.commits = commits;
    }

    /// Does nothing for a node that has not reported yet.
    public void of(UUID node) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<NodeChange> change = change(node);
            if (change.isEmpty() || Committed.of(commits, change.get()) == Outcome.WRITTEN) {
                return;
            }
        }
        throw new IllegalStateException("the state of node " + node + " keeps changing");
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void decided(NodeDecided decided) {
        of(decided.node());
    }

    private Optional<NodeChange> change(UUID node) {
        Optional<Basis> basis = store.basis(node);
        return basis.flatMap(known ->
                store.document(node)
                        .map(document -> assessor.assess(known, Observation.kept(document))));
    }
}
