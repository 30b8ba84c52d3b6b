package io.vfleet.server.nodes;

import java.util.UUID;

/// Somebody approved, rejected or retired a node; published before the transaction ends.
public record NodeDecided(UUID node, Node.Enrollment enrollment) {}
