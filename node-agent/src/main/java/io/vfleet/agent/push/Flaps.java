package io.vfleet.agent.push;

import io.vfleet.domain.inventory.Journal.Flapping;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Counts what changes again and again, and lets only some of it through: a link that flaps every
/// second must not make a report every two.
final class Flaps {

    /// So many changes within [#SPAN] are flapping.
    static final int MANY = 8;

    static final Duration SPAN = Duration.ofSeconds(60);

    /// How often a change of what flaps is let through.
    static final Duration EVERY = Duration.ofSeconds(20);

    /// For so long what has come to rest is still told.
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Timing timing;
    private final InstantSource clock;
    private final Map<String, Part> parts = new HashMap<>();
    private final TreeMap<String, Part> flapping = new TreeMap<>();
    private long version;

    Flaps(Timing timing, InstantSource clock) {
        this.timing = timing;
        this.clock = clock;
    }

    /// What counts as the state of a part of the host that is in this state now.
    ///
    /// @param changes how many changes it is when the state differs from the last one
    long admit(String path, long state, int changes) {
        Part part = parts.get(path);
        if (part == null) {
            parts.put(path, new Part(state));
            return state;
        }
        long now = timing.nanoTime();
        if (state != part.state) {
            part.state = state;
            changed(path, part, Math.max(1, changes), now);
        }
        boolean held = part.damped && now - part.admittedAt < EVERY.toNanos();
        if (part.admitted != part.state && !held) {
            part.admitted = part.state;
            part.admittedAt = now;
        }
        return part.admitted;
    }

    /// Differs whenever what flaps has begun, doubled its number or come to rest.
    long version() {
        if (!flapping.isEmpty()) {
            long now = timing.nanoTime();
            flapping.values().removeIf(part -> settled(part, now));
        }
        return version;
    }

    List<Flapping> flapping() {
        return flapping.entrySet().stream()
                .map(entry -> entry.getValue().told(entry.getKey()))
                .toList();
    }

    private void changed(String path, Part part, int changes, long now) {
        Instant at = clock.instant();
        for (int i = 0; i < Math.min(changes, MANY); i++) {
            part.stamp(now, at);
        }
        if (part.since.isPresent()) {
            count(part, changes, at);
        } else if (part.often(now)) {
            part.since = Optional.of(part.firstAt());
            part.count = MANY;
            part.last = at;
            flapping.put(path, part);
            version++;
        }
        boolean damped = part.since.isPresent() && part.often(now);
        if (damped && !part.damped) {
            part.damped = true;
            part.admittedAt = now;
            version++;
        }
    }

    private void count(Part part, int changes, Instant at) {
        int before = Integer.highestOneBit(part.count);
        part.count += changes;
        part.last = at;
        if (Integer.highestOneBit(part.count) != before) {
            version++;
        }
    }

    // first no longer damped, and in the end no longer told
    private boolean settled(Part part, long now) {
        long quiet = now - part.lastStamp();
        if (part.damped && quiet > SPAN.toNanos()) {
            part.damped = false;
            version++;
        }
        if (quiet <= REMEMBERED.toNanos()) {
            return false;
        }
        part.since = Optional.empty();
        version++;
        return true;
    }

    /// A part of the host that changes for itself.
    private static final class Part {

        private long state;
        private long admitted;
        private long admittedAt;
        private long[] stamps = {};
        private Instant[] instants = {};
        private int next;
        private Optional<Instant> since = Optional.empty();
        private Instant last = Instant.EPOCH;
        private int count;
        private boolean damped;

        Part(long state) {
            this.state = state;
            this.admitted = state;
        }

        void stamp(long now, Instant at) {
            if (stamps.length == 0) {
                stamps = new long[MANY];
                instants = new Instant[MANY];
            }
            stamps[next % MANY] = now;
            instants[next % MANY] = at;
            next++;
        }

        boolean often(long now) {
            return next >= MANY && now - stamps[next % MANY] <= SPAN.toNanos();
        }

        Instant firstAt() {
            return instants[next % MANY];
        }

        long lastStamp() {
            return stamps[(next - 1) % MANY];
        }

        Flapping told(String path) {
            return new Flapping(path, since.orElse(last), last, count, damped);
        }
    }
}
