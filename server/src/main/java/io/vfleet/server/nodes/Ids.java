package io.vfleet.server.nodes;

import java.util.Optional;
import java.util.UUID;

/// Node ids as text.
final class Ids {

    private static final int LENGTH = 36;

    private Ids() {}

    static Optional<UUID> find(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
