package io.vfleet.server.access;

import java.security.Principal;
import java.util.Set;

/// A machine that showed a valid token.
record Caller(String name, Set<Scope> scopes) implements Principal {

    Caller {
        scopes = Set.copyOf(scopes);
    }

    @Override
    public String getName() {
        return name;
    }
}
