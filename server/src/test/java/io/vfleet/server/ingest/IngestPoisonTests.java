package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.TestAgent;
import io.vfleet.server.ingest.NodeChange.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class IngestPoisonTests extends IngestScene {

    @Autowired private StateStore store;
    @Autowired private Assessor assessor;
    @Autowired private StateCommit commit;

    @Test
    void reportThatTheDatabaseRefusesFailsAloneAndWhole() {
        List<TestAgent> agents = List.of(approved(), approved(), approved(), approved());
        List<NodeChange> changes = agents.stream().map(this::change).toList();
        var poisoned =
                Stream.of(changes.get(0), changes.get(1), poison(changes.get(2)), changes.get(3));

        List<CompletableFuture<Outcome>> answers = commitTogether(poisoned.toList());

        assertThat(answers.get(2)).isCompletedExceptionally();
        answers.remove(2);
        assertThat(answers.stream().map(CompletableFuture::join))
                .containsOnly(Outcome.WRITTEN)
                .hasSize(3);
        assertThat(agents.stream().map(this::vfs)).containsExactly(8, 8, 0, 8);
        assertThat(value(agents.get(2), "select digest from node_presence where node_id = :node"))
                .isEqualTo("null");
    }

    @Test
    void changeOfAnOlderStateIsStale() {
        TestAgent agent = approved();
        NodeChange change = change(agent);

        assertThat(commit.write(List.of(change, change)))
                .containsExactly(Outcome.WRITTEN, Outcome.STALE);
        assertThat(commit.write(List.of(change))).containsExactly(Outcome.STALE);
    }

    private int vfs(TestAgent agent) {
        return rows(agent, "select address from virtual_function where node_id = :node").size();
    }

    private NodeChange change(TestAgent agent) {
        Basis basis = store.basis(agent.nodeId()).orElseThrow();
        var report = report(1, Inventories.healthyHost());
        byte[] document = TestAgent.gzip(TestAgent.json(report));
        return assessor.assess(basis, Observation.reported(report, document, Instant.now()));
    }

    private static NodeChange poison(NodeChange change) {
        NodeState state = change.state().orElseThrow();
        NodeState.Facts facts = state.facts();
        var impossible =
                new NodeState.Facts(
                        facts.node(),
                        facts.hostname(),
                        facts.machineId(),
                        facts.productUuid(),
                        facts.agentVersion(),
                        facts.bootId(),
                        facts.kernelRelease(),
                        facts.systemVendor(),
                        facts.productName(),
                        facts.labels(),
                        facts.profile(),
                        new NodeState.Judgment("SPLENDID", null, null),
                        facts.counts(),
                        facts.reportedAt());
        var bad =
                new NodeState(
                        impossible,
                        state.document(),
                        state.pfs(),
                        state.vfs(),
                        state.findings(),
                        state.vfCounts(),
                        state.traits(),
                        state.addresses());
        return new NodeChange(
                change.basis(), change.order(), change.age(), Optional.of(bad), change.events());
    }

    private List<CompletableFuture<Outcome>> commitTogether(List<NodeChange> changes) {
        var all = new CountDownLatch(1);
        try (var commits =
                new GroupCommit<NodeChange, Outcome>(
                        new GroupCommit.Shape("test", 100, 64, Duration.ZERO),
                        batch -> {
                            awaitUninterrupted(all);
                            return commit.write(batch);
                        })) {
            List<CompletableFuture<Outcome>> answers =
                    changes.stream().map(commits::submit).collect(Collectors.toList());
            all.countDown();
            answers.forEach(answer -> answer.exceptionally(_ -> Outcome.STALE).join());
            return answers;
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
