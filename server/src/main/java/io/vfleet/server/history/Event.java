package io.vfleet.server.history;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One thing that happened on a node.
///
/// @param subject `node`, `pf 0000:81:00.0`, `vf 0000:81:00.2`
/// @param detail a JSON object
public record Event(
        UUID node,
        Instant at,
        Kind kind,
        String subject,
        Optional<String> before,
        Optional<String> after,
        String detail) {

    public static final String NO_DETAIL = "{}";

    /// What can happen; the text in the table is the lower-case name with hyphens.
    public enum Kind {
        ENROLLED,
        APPROVED,
        REJECTED,
        RETIRED,
        /// two agents used its key at once
        QUARANTINED,
        BOOT,
        NUM_VFS,
        DESIRED_VFS,
        LABELS,
        DRIVER,
        FLAPPING,
        OPERATION_ENDED,
        FINDING_OPENED,
        FINDING_CHANGED,
        FINDING_ACKNOWLEDGED,
        FINDING_UNACKNOWLEDGED,
        FINDING_MUTED,
        FINDING_UNMUTED,
        FINDING_RESOLVED,
        MAINTENANCE;

        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// Something about the node as a whole.
    public static Event ofNode(UUID node, Instant at, Kind kind, String after) {
        return new Event(node, at, kind, "node", Optional.empty(), Optional.of(after), NO_DETAIL);
    }
}
