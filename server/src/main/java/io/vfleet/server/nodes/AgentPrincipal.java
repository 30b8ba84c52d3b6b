package io.vfleet.server.nodes;

import java.security.Principal;
import java.util.UUID;

/// The node that sent a request, by its credential and nothing else.
public record AgentPrincipal(UUID nodeId) implements Principal {

    @Override
    public String getName() {
        return nodeId.toString();
    }
}
