package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.server.nodes.AgentRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(20)
class GroupCommitTests {

    private final List<List<Integer>> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void whatComesTogetherIsCommittedTogether() {
        try (var commits = gated(100, this::squares)) {
            List<CompletableFuture<Integer>> answers = submit(commits, 1, 2, 3, 4);
            gate.countDown();

            assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(1, 4, 9, 16);
            assertThat(transactions.getLast()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void badItemFailsAlone() {
        try (var commits = gated(100, this::squares)) {
            List<CompletableFuture<Integer>> answers = submit(commits, 1, 2, -3, 4, 5);
            gate.countDown();

            assertThatThrownBy(() -> answers.get(2).join())
                    .isInstanceOf(CompletionException.class)
                    .hasRootCauseMessage("negative");
            answers.remove(2);
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(1, 4, 16, 25);
        }
    }

    @Test
    void databaseThatIsAwayFailsTheBatchAtOnce() {
        try (var commits = gated(100, GroupCommitTests::away)) {
            List<CompletableFuture<Integer>> answers = submit(commits, 1, 2, 3, 4);
            gate.countDown();

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThatThrownBy(answer::join)
                                    .isInstanceOf(CompletionException.class));
        }
    }

    @Test
    void fullQueueRefusesAndSaysWhenToComeBack() {
        try (var commits = gated(1, this::squares)) {
            List<CompletableFuture<Integer>> answers = submit(commits, 1, 2);

            assertThatThrownBy(() -> Committed.of(commits, 3))
                    .isInstanceOfSatisfying(
                            AgentRefusal.class,
                            refusal -> {
                                assertThat(refusal.getStatusCode().value()).isEqualTo(503);
                                assertThat(refusal.getHeaders().getFirst("Retry-After"))
                                        .isNotBlank();
                            });
            gate.countDown();
            assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(1, 4);
        }
    }

    @Test
    void closingWritesWhatStillWaits() {
        var commits = gated(100, this::squares);
        List<CompletableFuture<Integer>> answers = submit(commits, 1, 2, 3);
        gate.countDown();
        commits.close();

        assertThat(answers.stream().map(CompletableFuture::join)).containsExactly(1, 4, 9);
    }

    /// The first item is taken into a transaction that waits; the rest queues behind it.
    private List<CompletableFuture<Integer>> submit(
            GroupCommit<Integer, Integer> commits, int... items) {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int item : items) {
            var answer = new CompletableFuture<Integer>();
            int waitingBefore = commits.waiting();
            Thread.ofVirtual().start(() -> answer(commits, item, answer));
            boolean first = answers.isEmpty();
            await(() -> first ? !transactions.isEmpty() : commits.waiting() > waitingBefore);
            answers.add(answer);
        }
        return answers;
    }

    private static void answer(
            GroupCommit<Integer, Integer> commits, int item, CompletableFuture<Integer> answer) {
        try {
            answer.complete(commits.commit(item));
        } catch (CompletionException e) {
            answer.completeExceptionally(e.getCause());
        } catch (GroupCommit.QueueFull e) {
            answer.completeExceptionally(e);
        }
    }

    private GroupCommit<Integer, Integer> gated(
            int capacity, Function<List<Integer>, List<Integer>> transaction) {
        return new GroupCommit<>(
                new GroupCommit.Shape("test", capacity, 64, Duration.ZERO),
                items -> {
                    transactions.add(items);
                    awaitGate();
                    return transaction.apply(items);
                });
    }

    private void awaitGate() {
        boolean interrupted = false;
        while (gate.getCount() > 0) {
            try {
                gate.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Integer> squares(List<Integer> items) {
        if (items.stream().anyMatch(item -> item < 0)) {
            throw new IllegalArgumentException("negative");
        }
        return items.stream().map(item -> item * item).toList();
    }

    private static List<Integer> away(List<Integer> items) {
        throw new DataAccessResourceFailureException("gone with " + items);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
