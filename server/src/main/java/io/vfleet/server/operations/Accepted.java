package io.vfleet.server.operations;

import io.vfleet.domain.operation.Change;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/// A request nothing speaks against.
///
/// @param bulk of which it is a part
/// @param before the PF's count in the node's last report
record Accepted(
        UUID id,
        NewOperation wanted,
        UUID node,
        Change change,
        OptionalInt before,
        long generation,
        Instant at,
        Instant deadline,
        Requester by,
        Optional<UUID> bulk) {}
