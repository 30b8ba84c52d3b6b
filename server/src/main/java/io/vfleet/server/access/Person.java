package io.vfleet.server.access;

import java.security.Principal;
import java.util.Optional;

/// A person who gave name and password, now or when the session began.
///
/// @param session names the session without being its secret; empty with HTTP Basic
public record Person(String name, Role role, Optional<String> session) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
