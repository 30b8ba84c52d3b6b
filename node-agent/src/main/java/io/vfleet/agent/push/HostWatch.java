package io.vfleet.agent.push;

import io.vfleet.agent.host.HostReader;
import io.vfleet.agent.push.Collector.Depth;
import io.vfleet.agent.state.AgentState;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.wire.ChangedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Decides when the host is read again, and journals what changed. The reading itself is the host's
/// [HostReader]'s, so that a file that never answers holds up no heartbeat.
final class HostWatch {

    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration WHILE_READING = Duration.ofSeconds(1);

    // with the tenth it is spread by, still below the ten minutes after which nothing is stale
    private static final Duration COLLECT = Duration.ofMinutes(9);

    // what changes all the time must not keep a core busy: reading costs at most a fifth of the
    // time
    private static final int REST_PER_WORK = 4;

    private final AgentHost host;
    private final HostReader reader;
    private final AgentState state;
    private final Optional<String> hostname;
    private final Timing timing;
    private final Bell bell;
    private final Duration collectEvery;
    private final Errands errands;
    private boolean watched;
    private Optional<CompletableFuture<Glance>> reading = Optional.empty();
    private Wish wish = Wish.NOTHING;
    private Wish inHand = Wish.NOTHING;
    private long signal;
    private long nextLook;
    private long nextCollect;
    private long lookedAt;

    /// @param bell rings when a reading is over
    /// @param errands what the agent itself does to the host
    HostWatch(AgentHost host, AgentState state, AgentOptions options, Bell bell, Errands errands) {
        this.host = host;
        this.reader = host.reader();
        this.state = state;
        this.hostname = options.hostname();
        this.timing = options.timing();
        this.bell = bell;
        this.errands = errands;
        this.collectEvery = Waits.spread(COLLECT, state.key().publicKey());
        this.nextLook = timing.nanoTime();
        this.nextCollect = nextLook;
        this.lookedAt = nextLook;
    }

    /// Has the host read whether it changed or not.
    void want(Wish wanted) {
        wish = wish.and(wanted);
    }

    /// Goes on with reading; what was seen, once that is over and there is news or a wish.
    Optional<Sighting> step() {
        if (reading.isEmpty() && due()) {
            begin();
        }
        if (reading.filter(CompletableFuture::isDone).isPresent()) {
            return over(reading.get().join());
        }
        if (reading.isPresent()) {
            reader.check();
        }
        return Optional.empty();
    }

    /// When the last look was over, by the same clock.
    long lookedAt() {
        return lookedAt;
    }

    /// When there is something to do next, by the same clock as [Timing#nanoTime].
    long next() {
        if (reading.isPresent()) {
            return timing.nanoTime() + WHILE_READING.toNanos();
        }
        return wish.whole() ? timing.nanoTime() : nextLook;
    }

    private boolean due() {
        return wish.whole() || timing.nanoTime() - nextLook >= 0;
    }

    private void begin() {
        long now = timing.nanoTime();
        inHand = now - nextCollect >= 0 ? wish.and(Wish.ANEW) : wish;
        if (errands.lookBegins()) {
            inHand = inHand.and(Wish.SEE);
        }
        wish = Wish.NOTHING;
        nextLook = now + LOOK.toNanos();
        long before = signal;
        Wish wanted = inHand;
        CompletableFuture<Glance> glance = reader.start(() -> glance(before, wanted));
        reading = Optional.of(glance);
        if (!glance.isDone()) {
            glance.whenComplete((_, _) -> bell.ring());
        }
    }

    private Glance glance(long before, Wish wanted) {
        // asked before reading: what changes meanwhile is seen at the next look
        long now = host.signal().now();
        if (now == before && !wanted.whole()) {
            return new Glance(now, Optional.empty(), 0);
        }
        long begun = timing.nanoTime();
        NodeInventory inventory = host.collector().collect(wanted.depth());
        return new Glance(now, Optional.of(inventory), timing.nanoTime() - begun);
    }

    private Optional<Sighting> over(Glance glance) {
        reading = Optional.empty();
        signal = glance.signal();
        long now = timing.nanoTime();
        lookedAt = now;
        nextLook = Math.max(nextLook, now + glance.took() * REST_PER_WORK);
        if (inHand.depth() != Depth.USUAL) {
            nextCollect = now + collectEvery.toNanos();
        }
        return glance.inventory()
                .map(inventory -> new Sighting(remember(inventory), inHand.report()));
    }

    private Seen remember(NodeInventory inventory) {
        Journal journal = state.observe(inventory, this::author).with(host.signal().flapping());
        errands.lookIsOver();
        watched = true;
        return Seen.of(inventory, hostname, errands.remembered(journal));
    }

    private Optional<ChangedBy> author(PciAddress pf, int count, NodeInventory seen) {
        Optional<ChangedBy> own = errands.author(pf, count).map(ChangedBy.Operation::new);
        // nobody saw what changed before the first look
        return own.isPresent() || !watched
                ? own
                : Optional.of(new ChangedBy.Foreign(suspect(pf, seen.owners())));
    }

    /// Who is known to set this PF's count, or the only one who sets any.
    private static Optional<VfCountOwner> suspect(PciAddress pf, List<VfCountOwner> owners) {
        List<VfCountOwner> others =
                owners.stream().filter(owner -> !owner.kind().equals(VfCountOwner.OWN)).toList();
        Optional<VfCountOwner> known =
                others.stream().filter(owner -> owner.pf().equals(Optional.of(pf))).findFirst();
        List<VfCountOwner> any = others.stream().filter(owner -> owner.pf().isEmpty()).toList();
        return known.or(() -> any.size() == 1 ? Optional.of(any.getFirst()) : Optional.empty());
    }

    /// What the host shall be read for.
    ///
    /// @param whole whether it is read though the look shows no change
    /// @param report whether the server gets a report though nothing changed
    /// @param depth how deep it is looked into
    record Wish(boolean whole, boolean report, Depth depth) {

        static final Wish NOTHING = new Wish(false, false, Depth.USUAL);
        static final Wish SEE = new Wish(true, false, Depth.USUAL);
        static final Wish REPORT = new Wish(true, true, Depth.USUAL);
        static final Wish ANEW = new Wish(true, false, Depth.SLOW);
        static final Wish REPORT_ANEW = new Wish(true, true, Depth.WHOLE);

        Wish and(Wish other) {
            Depth deeper = depth.compareTo(other.depth) < 0 ? other.depth : depth;
            return new Wish(whole || other.whole, report || other.report, deeper);
        }
    }

    /// What was seen.
    ///
    /// @param wanted whether the server wants a report of it in any case
    record Sighting(Seen seen, boolean wanted) {}

    /// What one reading brought.
    ///
    /// @param inventory empty where nothing changed
    private record Glance(long signal, Optional<NodeInventory> inventory, long took) {}
}
