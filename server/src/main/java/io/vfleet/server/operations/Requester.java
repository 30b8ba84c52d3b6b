package io.vfleet.server.operations;

/// Who asks, and from which address.
record Requester(String who, String from) {}
