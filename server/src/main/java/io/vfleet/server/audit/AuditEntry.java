package io.vfleet.server.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One thing that somebody asked for, or how it ended.
///
/// @param what `operation-requested`, `operation-canceled`, `operation-ended`
/// @param subject what it was about: `operation 7b…`
/// @param why the reason its author gave
/// @param from the address the request came from
/// @param detail a JSON object
public record AuditEntry(
        Instant at,
        String who,
        String what,
        Optional<UUID> node,
        String subject,
        Optional<String> why,
        Optional<String> from,
        String detail) {}
