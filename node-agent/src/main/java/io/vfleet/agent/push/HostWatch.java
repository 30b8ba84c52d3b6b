package io.vfleet.agent.push;

import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Journal.FailedWrite;
import io.vfleet.domain.inventory.NodeInventory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Decides when the host is read again, and journals what changed.
final class HostWatch {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration COLLECT = Duration.ofMinutes(10);

    // a flapping link must not keep a core busy: reading costs at most a tenth of the time
    private static final int REST_PER_WORK = 9;

    private final AgentHost host;
    private final AgentState state;
    private final Optional<String> hostname;
    private final Timing timing;
    private final Duration collectEvery;
    private final Supplier<List<FailedWrite>> failedWrites;
    private long signal;
    private long nextLook;
    private long nextCollect;

    /// @param failedWrites what the agent's operations remember
    HostWatch(
            AgentHost host,
            AgentState state,
            AgentOptions options,
            Supplier<List<FailedWrite>> failedWrites) {
        this.failedWrites = failedWrites;
        this.host = host;
        this.state = state;
        this.hostname = options.hostname();
        this.timing = options.timing();
        this.collectEvery = Waits.spread(COLLECT, state.key().publicKey());
    }

    /// Whether it is time and something changed, or nobody looked for ten minutes.
    boolean due() {
        long now = timing.nanoTime();
        if (now - nextLook < 0) {
            return false;
        }
        nextLook = now + LOOK.toNanos();
        return now - nextCollect >= 0 || host.signal().now() != signal;
    }

    Seen collect() {
        // asked before reading: what changes meanwhile is seen at the next look
        signal = host.signal().now();
        long begun = timing.nanoTime();
        NodeInventory inventory = host.collector().collect();
        Journal journal = state.observe(inventory).withFailedWrites(failedWrites.get());
        Seen seen = Seen.of(inventory, hostname, journal);
        long now = timing.nanoTime();
        nextLook = now + Math.max(LOOK.toNanos(), (now - begun) * REST_PER_WORK);
        nextCollect = now + collectEvery.toNanos();
        return seen;
    }

    /// When the next look is due, by the same clock as [Timing#nanoTime].
    long nextLook() {
        return nextLook;
    }
}
