package io.vfleet.server.nodes;

import java.security.Principal;
import java.util.UUID;

/// The node that sent a request, by its credential and nothing else.
///
/// @param login which of the node's logins the credential comes from
public record AgentPrincipal(UUID nodeId, long login) implements Principal {

    @Override
    public String getName() {
        return nodeId.toString();
    }
}
