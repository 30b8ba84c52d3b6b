package io.vfleet.agent.operate;

import java.time.Duration;
import java.time.Instant;

/// A time in which sleeping takes none.
final class FakeClock implements Clockwork {

    static final Instant START = Instant.parse("2026-03-04T12:00:00Z");

    private static final Duration NEVER = Duration.ofDays(1_000);

    private Duration due = NEVER;
    private Runnable event = () -> {};
    private Duration passed = Duration.ZERO;

    void pass(Duration duration) {
        passed = passed.plus(duration);
        if (passed.compareTo(due) >= 0) {
            due = NEVER;
            event.run();
        }
    }

    /// So much later something happens, once.
    void after(Duration duration, Runnable what) {
        due = passed.plus(duration);
        event = what;
    }

    @Override
    public Instant now() {
        return START.plus(passed);
    }

    @Override
    public long nanoTime() {
        return passed.toNanos();
    }

    @Override
    public void sleep(Duration duration) {
        pass(duration);
    }
}
