package io.vfleet.agent.operate;

import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;

/// Whether the people of this host let the agent write, here and now.
final class PolicyGate implements Gate {

    private static final String MAINTENANCE = "/run/vfleet/maintenance";
    private static final String OBSERVE_ONLY = "/etc/vfleet/observe-only";

    @Override
    public String id() {
        return "G13";
    }

    @Override
    public String clear() {
        return "the host's policy allows it";
    }

    @Override
    public boolean overridable() {
        return false;
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        LocalPolicy policy = subject.circumstances().policy();
        // asked first: what cannot be known here must not be hidden by what is known elsewhere
        Optional<String> stop = stop(subject.sight());
        return policy.observing()
                .or(() -> stop)
                .or(() -> kind(subject, policy))
                .or(() -> subject.touched().flatMap(pf -> pf(pf, policy)))
                .or(() -> count(subject, policy))
                .or(() -> time(subject.circumstances(), policy))
                .or(() -> rate(subject.circumstances(), policy));
    }

    /// What the people of this host put there to stop every write, that of a revert as well.
    static Optional<String> stop(Sight sight) throws Unknowable {
        if (sight.exists(MAINTENANCE)) {
            return Optional.of(MAINTENANCE + " is there: nothing is written meanwhile");
        }
        return objection(
                sight.exists(OBSERVE_ONLY), OBSERVE_ONLY + " is there: this agent only observes");
    }

    private static Optional<String> kind(Subject subject, LocalPolicy policy) {
        return objection(
                !policy.kinds().contains(subject.command().kind()),
                subject.command().kind() + " is not among the kinds of " + PolicyFile.PATH);
    }

    private static Optional<String> pf(Pf pf, LocalPolicy policy) {
        boolean never =
                policy.neverPfs().contains(pf.address().toString())
                        || pf.driver()
                                .filter(name -> policy.neverPfs().contains("driver:" + name))
                                .isPresent();
        return objection(never, PolicyFile.PATH + " says never to touch this PF");
    }

    private static Optional<String> count(Subject subject, LocalPolicy policy) {
        int count = subject.command().change().count().orElse(0);
        return objection(
                count > policy.maxVfs().orElse(Integer.MAX_VALUE),
                "%d VFs are more than the %d of %s"
                        .formatted(count, policy.maxVfs().orElse(0), PolicyFile.PATH));
    }

    private static Optional<String> time(Circumstances now, LocalPolicy policy) {
        boolean open =
                policy.windows().isEmpty()
                        || policy.windows().stream().anyMatch(window -> window.open(now.now()));
        return objection(!open, "now is outside the windows of " + PolicyFile.PATH);
    }

    private static Optional<String> rate(Circumstances now, LocalPolicy policy) {
        return objection(
                now.recentWrites() >= policy.perHour().orElse(Integer.MAX_VALUE),
                "%d operations in the last hour are all that %s allows"
                        .formatted(now.recentWrites(), PolicyFile.PATH));
    }

    private static Optional<String> objection(boolean when, String what) {
        return when ? Optional.of(what) : Optional.empty();
    }
}
