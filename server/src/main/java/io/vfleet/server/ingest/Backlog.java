package io.vfleet.server.ingest;

import io.vfleet.server.ingest.NodeChange.Outcome;
import io.vfleet.server.judging.Judging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Judges some of the nodes that wait for it, all in one transaction with their being done: a
/// replica that dies in the middle leaves them to the others.
@Component
class Backlog {

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    private final Judging judging;
    private final StateStore store;
    private final ChangeStore changes;
    private final Assessor assessor;
    private final StateCommit commit;

    Backlog(
            Judging judging,
            StateStore store,
            ChangeStore changes,
            Assessor assessor,
            StateCommit commit) {
        this.judging = judging;
        this.store = store;
        this.changes = changes;
        this.assessor = assessor;
        this.commit = commit;
    }

    /// What came of the nodes of one transaction.
    private static final class Piece {
        final List<NodeChange> moved = new ArrayList<>();
        final List<NodeState.Document> kept = new ArrayList<>();
        final List<UUID> done = new ArrayList<>();
    }

    /// How many were claimed; those that moved on meanwhile still wait.
    @Transactional
    public int judge(int most) {
        return judge(judging.claim(most));
    }

    @Transactional
    public void judge(UUID node) {
        judge(judging.claim(node));
    }

    private int judge(List<UUID> claimed) {
        if (claimed.isEmpty()) {
            return 0;
        }
        var piece = new Piece();
        claimed.forEach(node -> judge(node, piece));
        write(piece);
        return claimed.size();
    }

    /// Its verdict cannot be stored.
    @Transactional
    public void leaveOut(UUID node, DataAccessException why) {
        LOG.error("Node {} keeps its verdict until it reports again", node, why);
        List<UUID> claimed = judging.claim(node);
        claimed.forEach(it ->
                changes.keepVerdicts(store.document(it).stream().toList(), judging.catalogue()));
        judging.done(claimed);
    }

    private void write(Piece piece) {
        changes.keepVerdicts(piece.kept, judging.catalogue());
        piece.kept.forEach(document -> piece.done.add(document.node()));
        List<Outcome> outcomes = commit.write(piece.moved);
        IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i) == Outcome.WRITTEN)
                .forEach(i -> piece.done.add(piece.moved.get(i).basis().node()));
        judging.done(piece.done);
    }

    private void judge(UUID node, Piece piece) {
        Optional<Basis> basis = store.basis(node);
        Optional<NodeState.Document> document = store.document(node);
        if (basis.isEmpty() || document.isEmpty()) {
            piece.done.add(node);
            return;
        }
        try {
            Observation seen = Observation.kept(document.get());
            piece.moved.add(assessor.assess(basis.get(), seen));
        } catch (DataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            // it cannot be judged by its last report; the next one is judged as every report is
            LOG.error("Node {} keeps its verdict until it reports again", node, e);
            piece.kept.add(document.get());
        }
    }
}
