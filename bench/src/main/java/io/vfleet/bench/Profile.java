package io.vfleet.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is done to the server.
enum Profile {
    /// every node beats and holds its poll
    STEADY,
    /// as steady, and commands for idle nodes
    COMMANDS;

    static Optional<Profile> find(String name) {
        return Arrays.stream(values()).filter(it -> it.label().equals(name)).findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
