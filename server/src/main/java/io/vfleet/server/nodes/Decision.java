package io.vfleet.server.nodes;

/// What became of somebody's decision on a node.
public sealed interface Decision {

    record Done(Node node) implements Decision {}

    record Missing() implements Decision {}

    /// The node's enrollment does not allow it; nothing was changed.
    record Refused(Node node) implements Decision {}
}
