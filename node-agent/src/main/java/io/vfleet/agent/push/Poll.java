package io.vfleet.agent.push;

import io.vfleet.domain.wire.AgentMessages;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One request for commands, held by the server until there is one or the time is over; meanwhile
/// the agent goes on looking, reporting and beating.
final class Poll {

    private final ServerClient server;
    private final Bell bell;
    private final AtomicReference<Optional<Answer<AgentMessages.Commands>>> answer =
            new AtomicReference<>(Optional.empty());
    private boolean held;

    Poll(ServerClient server, Bell bell) {
        this.server = server;
        this.bell = bell;
    }

    /// Whether one is on its way, or its answer was not taken yet.
    boolean held() {
        return held;
    }

    void start(String bearer, Duration wait) {
        held = true;
        Agent.thread("poll")
                .start(() -> {
                    answer.set(Optional.of(server.commands(bearer, wait)));
                    bell.ring();
                });
    }

    /// The answer, once.
    Optional<Answer<AgentMessages.Commands>> take() {
        Optional<Answer<AgentMessages.Commands>> taken = answer.getAndSet(Optional.empty());
        if (taken.isPresent()) {
            held = false;
        }
        return taken;
    }
}
