package io.vfleet.simulation.kernel;

import java.time.Instant;

/// One start of the kernel.
public record Boot(String id, Instant at, CommandLine commandLine) {}
