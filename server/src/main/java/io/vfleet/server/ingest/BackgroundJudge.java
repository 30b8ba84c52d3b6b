package io.vfleet.server.ingest;

import io.vfleet.server.ingest.NodeChange.Outcome;
import io.vfleet.server.judging.Judging;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Judges stored nodes anew while nothing more urgent is there: on two threads, some at a time, and
/// not while reports wait to be written. Every replica does; each node is judged by one of them.
@Component
class BackgroundJudge implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundJudge.class);

    private static final int THREADS = 2;
    private static final int AT_ONCE = 32;
    private static final int WORTH_A_LINE = 100;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration WAY = Duration.ofMillis(20);
    private static final Duration OUTDATED = Duration.ofMinutes(1);

    private final Backlog backlog;
    private final Judging judging;
    private final GroupCommit<NodeChange, Outcome> commits;
    private final AtomicBoolean running = new AtomicBoolean();
    private List<Thread> threads = List.of();
    private long nextOutdated = System.nanoTime();

    BackgroundJudge(Backlog backlog, Judging judging, GroupCommit<NodeChange, Outcome> commits) {
        this.backlog = backlog;
        this.judging = judging;
        this.commits = commits;
    }

    @Override
    public void start() {
        running.set(true);
        judging.makeCurrent();
        threads =
                IntStream.range(0, THREADS)
                        .mapToObj(i ->
                                Thread.ofPlatform()
                                        .name("judge-anew-" + i)
                                        .daemon()
                                        .start(() -> run(i == 0)))
                        .toList();
    }

    @Override
    public void stop() {
        running.set(false);
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private void run(boolean looks) {
        while (running.get()) {
            try {
                Thread.sleep(LOOK);
                if (looks) {
                    lookForOutdated();
                }
                work();
            } catch (InterruptedException _) {
                return;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("Nodes wait to be judged anew: {}", e.getMessage());
            }
        }
    }

    private void lookForOutdated() {
        if (System.nanoTime() - nextOutdated < 0) {
            return;
        }
        int asked = judging.askOutdated();
        if (asked > 0) {
            LOG.info("{} nodes were judged by other checks and are judged anew", asked);
        }
        nextOutdated = System.nanoTime() + OUTDATED.toNanos();
    }

    private void work() throws InterruptedException {
        long began = System.nanoTime();
        int judged = 0;
        int claimed;
        do {
            while (commits.waiting() > 0) {
                Thread.sleep(WAY);
            }
            claimed = judge();
            judged += claimed;
        } while (claimed > 0 && running.get());
        if (judged >= WORTH_A_LINE) {
            double seconds = (System.nanoTime() - began) / 1e9;
            LOG.info(
                    "Judged {} nodes anew in {} s, {} a second",
                    judged,
                    "%.1f".formatted(seconds),
                    Math.round(judged / seconds));
        }
    }

    /// A piece that cannot be written is taken node by node, and the one to blame is left out.
    private int judge() {
        try {
            return backlog.judge(AT_ONCE);
        } catch (DataIntegrityViolationException _) {
            List<UUID> some = judging.waiting(AT_ONCE);
            some.forEach(this::judgeAlone);
            return some.size();
        }
    }

    private void judgeAlone(UUID node) {
        try {
            backlog.judge(node);
        } catch (DataIntegrityViolationException e) {
            backlog.leaveOut(node, e);
        }
    }
}
