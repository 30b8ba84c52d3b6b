package io.vfleet.agent.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Who does the reading of a host.
public interface HostReader {

    /// Whoever asks does it: right for hosts whose reads always end.
    HostReader AT_ONCE = new AtOnce();

    /// Begins work that reads the host; it may be begun anew, without what did not answer.
    <T> CompletableFuture<T> start(Supplier<T> work);

    /// To be called now and then while work is under way: leaves behind what does not answer.
    default void check() {}

    /// Does the work and waits for it.
    default <T> T await(Supplier<T> work) {
        CompletableFuture<T> result = start(work);
        while (true) {
            try {
                return result.get(100, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                check();
            } catch (ExecutionException broken) {
                throw new IllegalStateException(broken.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading", e);
            }
        }
    }

    /// [#AT_ONCE].
    record AtOnce() implements HostReader {
        @Override
        public <T> CompletableFuture<T> start(Supplier<T> work) {
            return CompletableFuture.completedFuture(work.get());
        }
    }
}
