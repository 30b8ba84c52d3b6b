package io.vfleet.agent.push;

import java.time.Duration;

/// The time an agent lives in; another one for tests.
public interface Timing {

    /// The machine's own.
    Timing SYSTEM =
            new Timing() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }

                @Override
                public void sleep(Duration duration, Bell bell) throws InterruptedException {
                    bell.await(duration);
                }
            };

    /// Like [System#nanoTime]: a wall clock may jump, and a jump must not silence a node.
    long nanoTime();

    void sleep(Duration duration) throws InterruptedException;

    /// Sleeps until the bell rings, at most so long.
    default void sleep(Duration duration, Bell bell) throws InterruptedException {
        sleep(duration);
    }
}
