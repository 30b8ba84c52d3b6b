package io.vfleet.server.operations;

import java.util.UUID;

/// An operation of this node is over, so what is known of its last write is another thing now;
/// published inside the transaction.
public record OperationEnded(UUID node) {}
