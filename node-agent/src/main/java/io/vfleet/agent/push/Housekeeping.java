package io.vfleet.agent.push;

import java.time.Duration;

/// Gives back what a collect has taken: without it the heap stays as large as it ever was.
final class Housekeeping {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    // what heartbeats leave behind between two collects stays below it
    private static final long WORTH_IT = 1 << 20;

    private Housekeeping() {}

    /// For a process that is one agent and nothing else.
    static void start() {
        Thread.ofPlatform().daemon().name("housekeeping").start(Housekeeping::work);
    }

    // some 20 ms of work where the heap grew; the shrinking itself follows from the JVM's options
    private static void work() {
        long kept = 0;
        try {
            while (true) {
                Thread.sleep(PAUSE);
                kept = tidied(kept);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The size of the heap, which is made smaller where it grew since.
    private static long tidied(long kept) {
        if (Runtime.getRuntime().totalMemory() > kept + WORTH_IT) {
            System.gc();
            return Runtime.getRuntime().totalMemory();
        }
        return kept;
    }
}
