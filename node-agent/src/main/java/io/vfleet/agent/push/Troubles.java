package io.vfleet.agent.push;

import io.vfleet.agent.push.Answer.Failure;
import io.vfleet.agent.push.Answer.Refused;
import io.vfleet.agent.push.Answer.Unreachable;
import java.time.Duration;
import java.util.Set;

/// What a failed request means: what to say and how long to wait.
final class Troubles {

    private static final Set<String> IDENTITY_ROUTES = Set.of("challenge", "token");
    private static final Set<Integer> TRY_LATER = Set.of(408, 425, 429);

    private final ServerAddress server;
    private final Waits waits;

    Troubles(ServerAddress server, Waits waits) {
        this.server = server;
        this.waits = waits;
    }

    Duration pause(Failure<?> failure) {
        return switch (failure) {
            case Unreachable<?> _ -> waits.backoff();
            case Refused<?> refused when refused.retryAfter().isPresent() ->
                    waits.told(refused.retryAfter().get());
            case Refused<?> refused when refused.status() == 403 || unknownNode(refused) ->
                    waits.slow();
            case Refused<?> _ -> waits.backoff();
        };
    }

    String line(String what, Failure<?> failure) {
        return switch (failure) {
            case Unreachable<?>(var reason) -> what + " to " + server + " failed: " + reason;
            case Refused<?> refused -> what + " to " + server + " refused: " + meaning(refused);
        };
    }

    /// The server has no such node: another server, or one that lost its data.
    static boolean unknownNode(Failure<?> failure) {
        return failure instanceof Refused<?> refused
                && refused.status() == 404
                && IDENTITY_ROUTES.contains(refused.route());
    }

    /// Nobody but a person can make the next try end otherwise.
    static boolean isFinal(Refused<?> refused) {
        return refused.status() / 100 == 4 && !TRY_LATER.contains(refused.status());
    }

    private static String meaning(Refused<?> refused) {
        if (unknownNode(refused)) {
            return "it does not know this node; start the agent with --enroll-token to enroll it"
                    + " again";
        }
        return refused.status() + " " + refused.problem().line();
    }
}
