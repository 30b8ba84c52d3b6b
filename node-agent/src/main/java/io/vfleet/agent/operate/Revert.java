package io.vfleet.agent.operate;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.HostWriter;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Takes back a change whose agent is gone, by what that left on disk.
public final class Revert {

    private static final Duration WRITER_PATIENCE = Duration.ofMinutes(5);
    private static final Duration READ_PATIENCE = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final RevertPlan plan;
    private final Sight sight;
    private final HostWriter writer;
    private final Clockwork clock;
    private final Trail trail;

    Revert(RevertPlan plan, Host host, Clockwork clock, Trail trail) {
        this.plan = plan;
        this.sight = new Sight(host);
        this.writer = host.writer().orElseThrow();
        this.clock = clock;
        this.trail = trail;
        trail.before(plan.before().numVfs());
    }

    /// For the program outside: does what is armed in this file, unless it is not armed any more.
    public static void fire(Path armed, Host host, Clockwork clock)
            throws IOException, InterruptedException {
        Optional<Path> firing = Reverts.fire(armed);
        if (firing.isPresent()) {
            RevertPlan plan = Reverts.read(firing.get());
            Trail trail = new Trail(plan.command(), clock, _ -> {});
            Reverts.ended(firing.get(), new Revert(plan, host, clock, trail).back());
        }
    }

    /// Back to what was before.
    Progress back() throws InterruptedException {
        Optional<Progress> forbidden = forbidden();
        return forbidden.isPresent()
                ? forbidden.get()
                : resize().goBack(
                                plan.before(),
                                "The agent was ended before it could say that the change stays.",
                                trail);
    }

    /// For the agent that comes after: what was reached is kept, anything else is taken back.
    Progress finished() throws InterruptedException {
        Optional<Progress> forbidden = forbidden();
        if (forbidden.isPresent()) {
            return forbidden.get();
        }
        int target = plan.command().change().count().orElseThrow();
        Optional<Pf> now = look();
        return now.isPresent() && now.get().has(target)
                ? resize().keep(
                                now.get(),
                                "The agent was ended meanwhile; the PF has %d VFs.",
                                trail)
                : resize().goBack(plan.before(), "The agent was ended in the midst of it.", trail);
    }

    Resize resize() {
        return new Resize(sight, writer, clock, plan.snapshot());
    }

    private Optional<Pf> look() throws InterruptedException {
        try {
            return Optional.of(Pf.readPatiently(sight, plan.before().address(), clock));
        } catch (Unknowable unknown) {
            return Optional.empty();
        }
    }

    // another boot has taken everything back; what still writes must not be met by a second write
    private Optional<Progress> forbidden() throws InterruptedException {
        if (!plan.bootId().equals(sight.bootId())) {
            return Optional.of(ending("The host was booted anew meanwhile."));
        }
        Optional<String> writers = writersLeft();
        return writers.map(left -> ending("It was not taken back: " + left + "."));
    }

    private Optional<String> writersLeft() throws InterruptedException {
        long begun = clock.nanoTime();
        while (true) {
            Duration waited = Duration.ofNanos(clock.nanoTime() - begun);
            try {
                List<String> writers = HungWriterGate.writers(sight);
                if (writers.isEmpty()) {
                    return Optional.empty();
                }
                if (waited.compareTo(WRITER_PATIENCE) >= 0) {
                    return Optional.of("a write still hangs: " + String.join("; ", writers));
                }
            } catch (Unknowable unknown) {
                if (waited.compareTo(READ_PATIENCE) >= 0) {
                    return Optional.of("who writes is not known: " + unknown.getMessage());
                }
            }
            clock.sleep(GLANCE);
        }
    }

    private Progress ending(String why) {
        return trail.ending(OperationState.UNKNOWN, OptionalInt.empty(), why);
    }
}
