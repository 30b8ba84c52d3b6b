package io.vfleet.domain.operation;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// What the server asks of one node; signed by the server, bound to node, PF, generation,
/// not-before and deadline.
///
/// @param expectedNumVfs another current count than this is a CONFLICT and nothing is done
/// @param generation grows with every operation on this PF; the agent refuses one below the highest
///   it has begun
/// @param overrides ids of gates to pass over, where the node's own policy file allows it
public record Command(
        UUID id,
        OperationKind kind,
        String nodeId,
        Optional<PciAddress> pf,
        OptionalInt numVfs,
        OptionalInt expectedNumVfs,
        long generation,
        Instant deadline,
        Set<String> overrides,
        Origin origin) {

    /// One that servers of before signed.
    public Command(
            UUID id,
            OperationKind kind,
            String nodeId,
            Optional<PciAddress> pf,
            OptionalInt numVfs,
            OptionalInt expectedNumVfs,
            long generation,
            Instant deadline,
            Set<String> overrides) {
        this(
                id,
                kind,
                nodeId,
                pf,
                numVfs,
                expectedNumVfs,
                generation,
                deadline,
                overrides,
                Origin.UNTOLD);
    }

    /// Where a command comes from.
    ///
    /// @param by who asked for it
    /// @param notBefore when it was asked for: before that it is not done
    public record Origin(Optional<String> by, Optional<Instant> notBefore) {

        public static final Origin UNTOLD = new Origin(Optional.empty(), Optional.empty());
    }

    public Command {
        requireNonNull(id, "id is null");
        requireNonNull(nodeId, "nodeId is null");
        overrides = Set.copyOf(overrides);
        if (kind == OperationKind.RESIZE_VFS && (pf.isEmpty() || numVfs.isEmpty())) {
            throw new IllegalArgumentException("a resize names a PF and a count");
        }
    }
}
