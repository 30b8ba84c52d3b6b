package io.vfleet.agent.push;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes the one thread that waits for it; a ring that came before counts.
public final class Bell {

    private final Semaphore rings = new Semaphore(0);

    public void ring() {
        rings.release();
    }

    /// Waits for a ring, at most so long.
    public void await(Duration duration) throws InterruptedException {
        if (rings.tryAcquire(duration.toNanos(), TimeUnit.NANOSECONDS)) {
            rings.drainPermits();
        }
    }
}
