package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// What an agent does about an operation in whose midst the one before was ended: hears how the
/// program outside ended it, ends it itself where that still waits, or only looks.
final class Takeover {

    private static final Duration FIRING_PATIENCE = Duration.ofMinutes(15);
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final Site site;
    private final Reverts reverts;
    private final Sight sight;

    Takeover(Site site, Reverts reverts) {
        this.site = site;
        this.reverts = reverts;
        this.sight = new Sight(site.host());
    }

    Progress of(JournalRecord.Started started, Consumer<Progress> news)
            throws InterruptedException {
        UUID id = started.id();
        Optional<RevertPlan> taken = site.host().writer().flatMap(_ -> reverts.take(id));
        if (taken.isPresent()) {
            return finished(taken.get(), started, news);
        }
        awaitFiring(id);
        return reverts.ended(id).orElseGet(() -> Aftermath.of(started, sight));
    }

    private Progress finished(
            RevertPlan plan, JournalRecord.Started started, Consumer<Progress> news)
            throws InterruptedException {
        if (!plan.bootId().equals(sight.bootId())) {
            disarm(plan);
            return Aftermath.of(started, sight);
        }
        reverts.armAnew(plan, site.host().writer().orElseThrow()).ifPresent(site.log());
        Trail trail = new Trail(plan.command(), site.clock(), news);
        news.accept(trail.running());
        Revert revert = new Revert(plan, site.host(), site.clock(), trail);
        Progress ending =
                new Confirmation(site).of(revert.finished(), plan, revert.resize(), trail);
        disarm(plan);
        // a write that has not come back is looked at, and only looked at
        return ending.state() == OperationState.UNKNOWN ? Aftermath.of(started, sight) : ending;
    }

    private void disarm(RevertPlan plan) {
        reverts.disarm(plan.command().id(), site.host().writer().orElseThrow());
    }

    private void awaitFiring(UUID id) throws InterruptedException {
        long begun = site.clock().nanoTime();
        while (reverts.firing(id)
                && Duration.ofNanos(site.clock().nanoTime() - begun).compareTo(FIRING_PATIENCE)
                        < 0) {
            site.clock().sleep(GLANCE);
        }
    }
}
