package io.vfleet.agent.operate;

import io.vfleet.agent.host.Reading;
import io.vfleet.agent.sight.Sight;
import io.vfleet.agent.sight.Unknowable;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// Whether the agent talks to its server through the PF, its VFs or what stands on them.
final class ServerSessionGate implements Gate {

    @Override
    public String id() {
        return "G2";
    }

    @Override
    public String clear() {
        return "the agent does not reach its server through this PF";
    }

    @Override
    public Optional<String> objection(Subject subject) throws Unknowable {
        Sight sight = subject.sight();
        if (!sight.host().here()) {
            return Optional.empty();
        }
        Set<InetAddress> local = local(subject.circumstances().server());
        for (String netdev : sight.withUppers(subject.pf().allNetdevs(sight))) {
            if (!Collections.disjoint(local, sight.addresses(netdev))) {
                return Optional.of("the agent reaches its server through " + netdev);
            }
        }
        return Optional.empty();
    }

    private static Set<InetAddress> local(ServerRoute server) throws Unknowable {
        return switch (server.localAddresses()) {
            case Reading.Value<Set<InetAddress>>(var addresses) -> addresses;
            case Reading.Absent<Set<InetAddress>>() ->
                    throw new Unknowable("the way to the server is not known");
            case Reading.Failed<Set<InetAddress>>(var reason) ->
                    throw new Unknowable("the way to the server is not known: " + reason);
        };
    }
}
