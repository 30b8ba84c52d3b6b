package io.vfleet.domain.chain;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// The file that proves a finding, what it said, and what would have been right.
public record Evidence(String path, String value, Optional<String> expected) {

    public Evidence {
        requireNonNull(path, "path is null");
        requireNonNull(value, "value is null");
    }

    public static Evidence of(String path, String value) {
        return new Evidence(path, value, Optional.empty());
    }

    public static Evidence of(String path, String value, String expected) {
        return new Evidence(path, value, Optional.of(expected));
    }
}
