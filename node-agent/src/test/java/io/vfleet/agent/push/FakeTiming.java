package io.vfleet.agent.push;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A time in which sleeping takes none; events happen at their instants, and the end is an
/// interrupt.
final class FakeTiming implements Timing {

    private record Event(long at, Runnable action) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at));
    private final long end;
    private long now;

    FakeTiming(Duration end) {
        this.end = end.toNanos();
    }

    void at(Duration when, Runnable action) {
        events.add(new Event(when.toNanos(), action));
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        long until = now + Math.max(1, duration.toNanos());
        while (!events.isEmpty() && events.peek().at() <= until) {
            now = Math.max(now, events.peek().at());
            events.remove().action().run();
        }
        now = until;
        if (now >= end) {
            throw new InterruptedException("the test's time is over");
        }
    }
}
