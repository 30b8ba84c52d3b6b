package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Unknowable;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.time.Duration;

/// Asks the server whether it can still be reached, where the change may have cut it off; what
/// cannot be confirmed in time is taken back.
final class Confirmation {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Site site;

    Confirmation(Site site) {
        this.site = site;
    }

    Progress of(Progress ending, RevertPlan plan, Resize resize, Trail trail)
            throws InterruptedException {
        boolean asked = plan.tied() && ending.state() == OperationState.VERIFYING;
        if (!asked || answered(plan.timeout(), trail)) {
            return ending;
        }
        return resize.goBack(
                plan.before(),
                "The server did not answer within %d s, and this PF carries the way to it."
                        .formatted(plan.timeout().toSeconds()),
                trail);
    }

    private boolean answered(Duration timeout, Trail trail) throws InterruptedException {
        try {
            return trail.step("confirm", () -> answered(timeout));
        } catch (Unknowable never) {
            return false;
        }
    }

    private boolean answered(Duration timeout) throws InterruptedException {
        long begun = site.clock().nanoTime();
        while (!site.server().answers()) {
            if (Duration.ofNanos(site.clock().nanoTime() - begun).compareTo(timeout) >= 0) {
                return false;
            }
            site.clock().sleep(PAUSE);
        }
        return true;
    }
}
