package io.vfleet.domain.operation;

import static java.util.Objects.requireNonNull;

import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What the server asks of one node; signed by the server, bound to node, PF, generation,
/// not-before and deadline.
///
/// @param generation grows with every operation on this PF; the agent refuses one below the highest
///   it has begun
/// @param overrides ids of gates to pass over, where the node's own policy file allows it
public record Command(
        UUID id,
        Change change,
        String nodeId,
        long generation,
        Instant deadline,
        Set<String> overrides,
        Origin origin) {

    /// One that servers of before signed.
    public Command(
            UUID id,
            Change change,
            String nodeId,
            long generation,
            Instant deadline,
            Set<String> overrides) {
        this(id, change, nodeId, generation, deadline, overrides, Origin.UNTOLD);
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
        requireNonNull(change, "change is null");
        requireNonNull(nodeId, "nodeId is null");
        overrides = Set.copyOf(overrides);
    }

    public OperationKind kind() {
        return change.kind();
    }

    public Optional<PciAddress> pf() {
        return change.about();
    }
}
