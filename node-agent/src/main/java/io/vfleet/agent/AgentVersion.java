package io.vfleet.agent;

import java.util.Optional;

/// Which agent this is, as its jar says.
public final class AgentVersion {

    private AgentVersion() {}

    public static String current() {
        return Optional.ofNullable(AgentVersion.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
