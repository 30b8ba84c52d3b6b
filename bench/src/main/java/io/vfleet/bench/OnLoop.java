package io.vfleet.bench;

import io.vfleet.bench.http.EventLoop;
import io.vfleet.bench.support.NoResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/// Asks the event loop's thread, from another one.
record OnLoop(EventLoop events) {

    void run(Runnable task) {
        events.execute(task);
    }

    <T> T get(Supplier<T> question) throws InterruptedException, NoResult {
        CompletableFuture<T> answer = new CompletableFuture<>();
        events.execute(() -> answer.complete(question.get()));
        return await(answer);
    }

    /// Waits for an answer, or for the end of the loop.
    <T> T await(CompletableFuture<T> answer) throws InterruptedException, NoResult {
        try {
            CompletableFuture.anyOf(answer, events.ended()).get();
        } catch (ExecutionException e) {
            throw new NoResult("the event loop failed: " + e.getCause());
        }
        if (!answer.isDone()) {
            throw new NoResult("the event loop has ended");
        }
        return answer.join();
    }
}
