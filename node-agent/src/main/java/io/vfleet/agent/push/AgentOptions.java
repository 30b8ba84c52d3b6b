package io.vfleet.agent.push;

import java.util.Optional;

/// What an agent is told at its start.
///
/// @param hostname reported instead of the host's own
/// @param enrollToken needed as long as the state directory has no node id
public record AgentOptions(Optional<String> hostname, Optional<String> enrollToken, Timing timing) {

    /// The usual: the host's own name, the machine's time.
    public static AgentOptions enrollingWith(String token) {
        return new AgentOptions(Optional.empty(), Optional.of(token), Timing.SYSTEM);
    }
}
