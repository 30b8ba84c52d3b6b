package io.vfleet.agent.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads on a thread of its own, which is left behind in a read that does not end; the work then
/// begins anew, on the next thread and without that path.
///
/// A thread that hangs in the kernel can be neither interrupted nor ended. There is one for each
/// path that hangs, and for a few of one name: it is one lock that holds up all files of a name.
final class PatientReader implements HostReader {

    private static final System.Logger LOG = System.getLogger("io.vfleet.agent");
    private static final int MOST_OF_A_NAME = 3;

    private final Duration patience;
    private final Map<String, Reader> hung = new ConcurrentHashMap<>();
    private Optional<Reader> reader = Optional.empty();

    PatientReader(Duration patience) {
        this.patience = patience;
    }

    @Override
    public synchronized <T> CompletableFuture<T> start(Supplier<T> work) {
        Errand<T> errand = new Errand<>(work, new CompletableFuture<>());
        Reader current = reader.orElseGet(this::next);
        current.errands.add(errand);
        return errand.result();
    }

    @Override
    public synchronized void check() {
        Optional<String> stuck = reader.flatMap(current -> current.leaveBehind(patience));
        if (stuck.isEmpty()) {
            return;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} does not answer: reading goes on without it",
                stuck.get());
        Reader left = reader.orElseThrow();
        next().errands.addAll(left.unfinished());
    }

    /// Reads, unless the path is known to hang.
    <T> Reading<T> read(String path, Supplier<Reading<T>> reading) {
        if (!(Thread.currentThread() instanceof Reader current)) {
            return reading.get();
        }
        if (!hung.isEmpty() && hangs(path)) {
            return new Reading.Failed<>("timed out: no answer in " + patience.toSeconds() + " s");
        }
        current.begin(path);
        Reading<T> outcome = reading.get();
        current.end();
        return outcome;
    }

    private Reader next() {
        Reader next = new Reader();
        reader = Optional.of(next);
        next.start();
        return next;
    }

    private boolean hangs(String path) {
        String name = path.substring(path.lastIndexOf('/'));
        return hung.containsKey(path)
                || hung.keySet().stream().filter(other -> other.endsWith(name)).count()
                        >= MOST_OF_A_NAME;
    }

    /// Work and what came of it.
    private record Errand<T>(Supplier<T> work, CompletableFuture<T> result) {

        void run() {
            try {
                result.complete(work.get());
            } catch (LeftBehind over) {
                throw over;
            } catch (RuntimeException | Error bug) {
                // whoever waits has to hear of it, or waits forever
                result.completeExceptionally(bug);
            }
        }
    }

    /// The end of a thread that was left behind.
    private static final class LeftBehind extends Error {
        LeftBehind() {
            super("another thread reads by now", null, false, false);
        }
    }

    /// A thread that can be asked what it is reading.
    private final class Reader extends Thread {

        private final LinkedBlockingQueue<Errand<?>> errands = new LinkedBlockingQueue<>();
        private @Nullable Errand<?> inHand;
        private @Nullable String path;
        private long since;
        private boolean left;

        Reader() {
            super("reader");
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Errand<?> errand = errands.take();
                    take(errand);
                    errand.run();
                }
            } catch (LeftBehind | InterruptedException over) {
                interrupt();
            }
        }

        private synchronized void take(Errand<?> errand) {
            inHand = errand;
        }

        private synchronized void begin(String next) {
            path = next;
            since = System.nanoTime();
        }

        private synchronized void end() {
            if (left) {
                hung.remove(String.valueOf(path));
                throw new LeftBehind();
            }
            path = null;
        }

        /// The path that has held this thread up for so long; from then on nothing it does counts.
        synchronized Optional<String> leaveBehind(Duration patience) {
            String held = path;
            if (held == null || System.nanoTime() - since < patience.toNanos()) {
                return Optional.empty();
            }
            left = true;
            hung.put(held, this);
            return Optional.of(held);
        }

        synchronized LinkedBlockingQueue<Errand<?>> unfinished() {
            LinkedBlockingQueue<Errand<?>> unfinished = new LinkedBlockingQueue<>();
            Errand<?> current = inHand;
            if (current != null) {
                unfinished.add(current);
            }
            unfinished.addAll(errands);
            return unfinished;
        }
    }
}
