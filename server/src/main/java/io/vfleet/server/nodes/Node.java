package io.vfleet.server.nodes;

import java.util.Optional;
import java.util.UUID;

/// A node of the registry.
///
/// @param replaces the approved node of the same machine that this one would take over from
public record Node(UUID id, String hostname, Enrollment enrollment, Optional<UUID> replaces) {

    /// How far the node is trusted.
    public enum Enrollment {
        PENDING,
        APPROVED,
        REJECTED,
        QUARANTINED,
        RETIRED;

        /// Whether the node may talk to the service at all.
        public boolean admitted() {
            return this == PENDING || this == APPROVED;
        }
    }
}
