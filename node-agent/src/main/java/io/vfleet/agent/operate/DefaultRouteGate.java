package io.vfleet.agent.operate;

import io.vfleet.agent.sight.DefaultRoutes;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.util.Optional;
import java.util.Set;

/// Whether a default route leaves by the PF, by its VFs or by what stands on them.
final class DefaultRouteGate implements Gate {

    @Override
    public String id() {
        return "G1";
    }

    @Override
    public String clear() {
        return "no default route leaves by this PF";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Sight sight = subject.sight();
        Set<String> carriers = sight.withUppers(subject.pf().allNetdevs(sight));
        Set<String> routed = DefaultRoutes.netdevs(sight);
        routed.retainAll(carriers);
        return routed.isEmpty()
                ? Optional.empty()
                : Optional.of("the default route leaves by " + String.join(", ", routed));
    }
}
