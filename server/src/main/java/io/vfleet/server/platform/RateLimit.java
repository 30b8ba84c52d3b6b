package io.vfleet.server.platform;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A token bucket for each key; each replica counts for itself.
public final class RateLimit {

    private static final int MOST_KEYS = 10_000;
    private static final double NANOS = 1e9;

    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final int burst;
    private final double perSecond;
    private final LongSupplier nanoTime;

    /// @param burst at once
    /// @param perSecond for long
    public RateLimit(int burst, double perSecond, LongSupplier nanoTime) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    private record Bucket(double left, long at) {}

    /// Whether there is one left; takes none.
    public boolean allows(String key) {
        Bucket bucket = buckets.get(key);
        return bucket == null || refilled(bucket).left() >= 1;
    }

    /// Takes one; false when the key has used up its share.
    public boolean take(String key) {
        if (buckets.size() >= MOST_KEYS) {
            // a full bucket tells nothing that a new one would not
            buckets.values().removeIf(bucket -> refilled(bucket).left() >= burst);
        }
        return buckets.compute(key, (_, bucket) -> taken(bucket)).left() >= 0;
    }

    /// The key has its whole share again.
    public void forget(String key) {
        buckets.remove(key);
    }

    /// How long it takes until there is one more.
    public Duration interval() {
        return Duration.ofMillis((long) Math.ceil(1000 / perSecond));
    }

    private Bucket taken(@Nullable Bucket bucket) {
        Bucket now = bucket == null ? new Bucket(burst, nanoTime.getAsLong()) : refilled(bucket);
        // at least -1: refused tries do not push the next chance away
        return new Bucket(Math.max(-1, now.left() - 1), now.at());
    }

    private Bucket refilled(Bucket bucket) {
        long now = nanoTime.getAsLong();
        double grown = bucket.left() + (now - bucket.at()) / NANOS * perSecond;
        return new Bucket(Math.min(burst, grown), now);
    }
}
