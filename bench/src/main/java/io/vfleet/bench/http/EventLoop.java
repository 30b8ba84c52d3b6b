package io.vfleet.bench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Runs every connection, timer and task on its one thread: nothing they share needs a lock.
public final class EventLoop {

    private static final int INPUT_BYTES = 64 * 1024;
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(250);

    private final Selector selector;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> submitted = new ConcurrentLinkedQueue<>();
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopped;
    private long timersMade;

    private EventLoop(Selector selector) {
        this.selector = selector;
    }

    private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            // nanoTime may wrap: only differences mean something
            int byTime = Long.compare(at - other.at, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public static EventLoop start() throws IOException {
        EventLoop loop = new EventLoop(Selector.open());
        Thread.ofPlatform().daemon().name("event-loop").start(loop::run);
        return loop;
    }

    /// Runs a task soon; for any thread.
    public void execute(Runnable task) {
        submitted.add(task);
        selector.wakeup();
    }

    /// Runs a task at this [System#nanoTime]; for the loop's own thread, as is [#after].
    public void at(long nanoTime, Runnable task) {
        timers.add(new Timer(nanoTime, timersMade++, task));
    }

    public void after(Duration delay, Runnable task) {
        at(System.nanoTime() + delay.toNanos(), task);
    }

    /// Completes when the loop has ended, with what a task has thrown.
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /// Closes every connection.
    public void stop() {
        stopped = true;
        selector.wakeup();
    }

    Selector selector() {
        return selector;
    }

    /// Empty, and to be emptied by who asks for it before anybody else runs.
    ByteBuffer input() {
        return input.clear();
    }

    private void run() {
        try {
            after(BETWEEN_SWEEPS, this::sweep);
            while (!stopped) {
                turn();
            }
            closeAll();
            ended.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    private void turn() throws IOException {
        selector.select(key -> ((Connection) key.attachment()).ready(), untilNextTimer());
        for (Runnable task = submitted.poll(); task != null; task = submitted.poll()) {
            ready.add(task);
        }
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().at() - now <= 0) {
            ready.add(timers.remove().task());
        }
        while (!ready.isEmpty()) {
            ready.remove().run();
        }
    }

    private long untilNextTimer() {
        if (!submitted.isEmpty() || timers.isEmpty()) {
            return 1;
        }
        long nanos = timers.peek().at() - System.nanoTime();
        // rounded up: a timer that is due within this millisecond would otherwise be spun for
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void sweep() {
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys().toArray(SelectionKey[]::new)) {
            ((Connection) key.attachment()).expire(now);
        }
        after(BETWEEN_SWEEPS, this::sweep);
    }

    private void closeAll() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
