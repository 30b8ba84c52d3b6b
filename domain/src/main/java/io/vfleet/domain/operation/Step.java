package io.vfleet.domain.operation;

import java.time.Instant;

/// One step of an operation: `gates`, `write 0`, `wait`, `write 8`, `read back`.
public record Step(String name, Instant startedAt, long tookMs) {}
