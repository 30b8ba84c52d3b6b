package io.vfleet.server.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Commits what many requests bring in one transaction and tells each of them only after it.
///
/// A batch that fails is halved down to the item that is to blame, which fails alone; a database
/// that is away fails the batch as it is.
final class GroupCommit<T, R> implements AutoCloseable {

    private final Shape shape;
    private final Function<List<T>, List<R>> transaction;
    private final BlockingQueue<Waiting<T, R>> queue;
    private final Thread committer;
    private volatile boolean closing;

    /// @param transaction writes the items in one transaction and answers in their order
    GroupCommit(Shape shape, Function<List<T>, List<R>> transaction) {
        this.shape = shape;
        this.transaction = transaction;
        this.queue = new ArrayBlockingQueue<>(shape.capacity());
        this.committer = Thread.ofPlatform().name(shape.name()).start(this::run);
    }

    /// @param window how long the first item waits for more
    record Shape(String name, int capacity, int batch, Duration window) {}

    private record Waiting<T, R>(T item, CompletableFuture<R> answer) {}

    /// Waits until the item is committed.
    R commit(T item) throws QueueFull {
        CompletableFuture<R> answer = submit(item);
        if (answer.isCompletedExceptionally() && answer.exceptionNow() instanceof QueueFull full) {
            throw full;
        }
        return answer.join();
    }

    /// The answer to come; [QueueFull] at once where there is no room.
    CompletableFuture<R> submit(T item) {
        var waiting = new Waiting<T, R>(item, new CompletableFuture<>());
        if (!queue.offer(waiting)) {
            return CompletableFuture.failedFuture(new QueueFull());
        }
        return waiting.answer();
    }

    int waiting() {
        return queue.size();
    }

    /// More is waiting than the database takes.
    static final class QueueFull extends Exception {}

    private void run() {
        while (!closing) {
            write(next());
        }
        while (!queue.isEmpty()) {
            write(drained(new ArrayList<>()));
        }
    }

    private List<Waiting<T, R>> next() {
        var batch = new ArrayList<Waiting<T, R>>();
        try {
            batch.add(queue.take());
            drained(batch);
            if (batch.size() < shape.batch()) {
                Thread.sleep(shape.window());
            }
        } catch (InterruptedException _) {
            // closing: what was taken is still written
            return batch;
        }
        return drained(batch);
    }

    private List<Waiting<T, R>> drained(List<Waiting<T, R>> batch) {
        queue.drainTo(batch, shape.batch() - batch.size());
        return batch;
    }

    private void write(List<Waiting<T, R>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<R> answers = transaction.apply(batch.stream().map(Waiting::item).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answer().complete(answers.get(i));
            }
        } catch (CannotCreateTransactionException
                | DataAccessResourceFailureException
                | TransientDataAccessException e) {
            fail(batch, e);
        } catch (RuntimeException | Error e) {
            halve(batch, e);
        }
    }

    private void halve(List<Waiting<T, R>> batch, Throwable e) {
        if (batch.size() == 1) {
            fail(batch, e);
            return;
        }
        int middle = batch.size() / 2;
        write(batch.subList(0, middle));
        write(batch.subList(middle, batch.size()));
    }

    private static <T, R> void fail(List<Waiting<T, R>> batch, Throwable e) {
        batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
    }

    /// Writes what still waits and ends.
    @Override
    public void close() {
        closing = true;
        committer.interrupt();
        try {
            committer.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
