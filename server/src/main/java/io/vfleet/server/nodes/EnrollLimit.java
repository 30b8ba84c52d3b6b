package io.vfleet.server.nodes;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// A token bucket per remote address; each replica counts for itself.
@Component
class EnrollLimit {

    private static final int MOST_ADDRESSES = 10_000;
    private static final double NANOS = 1e9;

    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final EnrollSettings settings;
    private final LongSupplier nanoTime;

    @Autowired
    EnrollLimit(EnrollSettings settings) {
        this(settings, System::nanoTime);
    }

    EnrollLimit(EnrollSettings settings, LongSupplier nanoTime) {
        this.settings = settings;
        this.nanoTime = nanoTime;
    }

    private record Bucket(double left, long at) {}

    /// Refuses when the address has used up its share.
    void pass(String address) {
        if (buckets.size() >= MOST_ADDRESSES) {
            // a full bucket tells nothing that a new one would not
            buckets.values().removeIf(bucket -> refilled(bucket).left() >= settings.burst());
        }
        Bucket now = buckets.compute(address, (_, bucket) -> taken(bucket));
        if (now.left() < 0) {
            throw AgentRefusal.of(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "too-many-enrollments",
                            "too many enrollments from this address")
                    .after(Duration.ofSeconds(1));
        }
    }

    private Bucket taken(@Nullable Bucket bucket) {
        Bucket full =
                bucket == null
                        ? new Bucket(settings.burst(), nanoTime.getAsLong())
                        : refilled(bucket);
        // at least -1: refused tries do not push the next chance away
        return new Bucket(Math.max(-1, full.left() - 1), full.at());
    }

    private Bucket refilled(Bucket bucket) {
        long now = nanoTime.getAsLong();
        double grown = bucket.left() + (now - bucket.at()) / NANOS * settings.perSecond();
        return new Bucket(Math.min(settings.burst(), grown), now);
    }
}
