package io.vfleet.agent.host;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Reads that may never end, each on a thread of its own and at most one per path: a thread that
/// hangs in the kernel can be neither interrupted nor ended.
final class TimedReads {

    private final Duration limit;
    private final String likely;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    /// @param likely what holds up a read that does not end
    TimedReads(Duration limit, String likely) {
        this.limit = limit;
        this.likely = likely;
    }

    <T> Reading<T> read(String path, Supplier<Reading<T>> reading) {
        FutureTask<Reading<T>> task = new FutureTask<>(() -> freeing(path, reading));
        // a platform thread: a virtual one would take its carrier with it into the kernel
        Thread thread = Thread.ofPlatform().daemon().name("read " + path).unstarted(task);
        if (running.putIfAbsent(path, thread) != null) {
            return noAnswer();
        }
        thread.start();
        return await(task);
    }

    // before the answer is given, so that who has it may ask again at once
    private <T> Reading<T> freeing(String path, Supplier<Reading<T>> reading) {
        try {
            return reading.get();
        } finally {
            running.remove(path);
        }
    }

    private <T> Reading<T> await(FutureTask<Reading<T>> task) {
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return noAnswer();
        } catch (ExecutionException failed) {
            return new Reading.Failed<>(String.valueOf(failed.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Reading.Failed<>("interrupted");
        }
    }

    private <T> Reading<T> noAnswer() {
        return new Reading.Failed<>("no answer in " + limit.toSeconds() + " s: " + likely);
    }
}
