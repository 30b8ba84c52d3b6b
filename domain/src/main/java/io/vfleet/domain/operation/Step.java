package io.vfleet.domain.operation;

import java.time.Instant;
import java.util.Optional;

/// One step of an operation: `gates`, `write 0`, `wait`, `write 8`, `read back`, `before 10-drain`.
///
/// @param output what a program said that the step ran; its beginning
public record Step(String name, Instant startedAt, long tookMs, Optional<String> output) {

    /// One that ran no program.
    public Step(String name, Instant startedAt, long tookMs) {
        this(name, startedAt, tookMs, Optional.empty());
    }
}
