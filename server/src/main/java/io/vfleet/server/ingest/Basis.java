package io.vfleet.server.ingest;

import io.vfleet.server.nodes.Node.Enrollment;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What a node's state was when a change of it was worked out.
///
/// @param wishes the version of what was wanted of all nodes
record Basis(
        UUID node,
        Enrollment enrollment,
        long revision,
        Optional<String> bootId,
        Order lastReport,
        Optional<Instant> lastSeen,
        Optional<String> digest,
        long wishes,
        Optional<UUID> addressFingerprint) {}
