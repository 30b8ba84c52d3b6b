package io.vfleet.agent.push;

import java.time.Duration;

/// Gives back what a collect has taken: without it the heap stays as large as it ever was.
final class Housekeeping {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private Housekeeping() {}

    /// For a process that is one agent and nothing else.
    static void start() {
        Thread.ofPlatform().daemon().name("housekeeping").start(Housekeeping::work);
    }

    // some 20 ms of work each time; the shrinking itself follows from the JVM's options
    private static void work() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                System.gc();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
