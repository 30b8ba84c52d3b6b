package io.vfleet.agent.operate;

import java.time.Duration;
import java.time.Instant;

/// The time in which operations run; another one for tests.
public interface Clockwork {

    /// The machine's own.
    Clockwork SYSTEM =
            new Clockwork() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    Instant now();

    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;
}
