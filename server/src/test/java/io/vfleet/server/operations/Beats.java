package io.vfleet.server.operations;

import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.server.TestAgent;
import java.util.Optional;

/// Heartbeats of agents that have nothing to say.
final class Beats {

    private Beats() {}

    static HeartbeatAnswer beat(TestAgent agent) {
        return agent.heartbeat(new Heartbeat(1, 100, "digest", Optional.empty()))
                .as(AgentJson::readHeartbeatAnswer);
    }
}
