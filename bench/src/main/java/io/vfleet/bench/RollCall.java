package io.vfleet.bench;

import io.vfleet.bench.measure.Tally;
import io.vfleet.bench.node.Fleet;
import io.vfleet.bench.support.NoResult;
import io.vfleet.bench.support.Progress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Waits until all nodes have joined, as long as some do.
final class RollCall {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_LINE = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Target target;
    private final Tally tally;
    private final OnLoop loop;
    private int present;
    private long lastNews = System.nanoTime();
    private long lastLine = lastNews;

    RollCall(Fleet fleet, Target target, Tally tally, OnLoop loop) {
        this.fleet = fleet;
        this.target = target;
        this.tally = tally;
        this.loop = loop;
    }

    void await() throws InterruptedException, NoResult {
        CompletableFuture<Void> complete = fleet.join();
        while (!complete.isDone()) {
            Thread.sleep(100);
            target.checkAlive();
            count();
        }
        Progress.say("all %d nodes have joined".formatted(fleet.size()));
    }

    private void count() throws InterruptedException, NoResult {
        int before = present;
        present = loop.get(fleet::joined);
        long now = System.nanoTime();
        if (present > before) {
            lastNews = now;
        }
        if (now - lastNews > PATIENCE.toNanos()) {
            throw new NoResult(
                    "%d of %d nodes joined, then none for a minute: %s"
                            .formatted(present, fleet.size(), loop.get(tally::reasons)));
        }
        if (now - lastLine > A_LINE.toNanos()) {
            lastLine = now;
            Progress.say(
                    "%d of %d nodes have joined, %d failures"
                            .formatted(present, fleet.size(), loop.get(tally::failures)));
        }
    }
}
