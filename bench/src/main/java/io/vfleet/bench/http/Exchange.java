package io.vfleet.bench.http;

/// A request and what came of it.
///
/// @param nanos from sending to the last byte
public record Exchange(Reply reply, long nanos, int bytesOut, int bytesIn) {}
