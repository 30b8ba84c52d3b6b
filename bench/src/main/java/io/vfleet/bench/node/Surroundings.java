package io.vfleet.bench.node;

import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.http.EventLoop;
import io.vfleet.bench.measure.Tally;

/// What all nodes of a run share.
///
/// @param enrollmentToken has to approve by itself
/// @param epoch of every node: higher than in any run before
public record Surroundings(
        EventLoop loop,
        Endpoint server,
        Tally tally,
        String enrollmentToken,
        Shape shape,
        long epoch,
        CommandWatch watch) {}
