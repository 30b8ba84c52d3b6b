package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;

/// The operations' rows.
interface OperationRepository extends JpaRepository<Operation, UUID> {

    String SKIP_LOCKED = "-2";

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select o from Operation o where o.id = :id")
    Optional<Operation> lock(UUID id);

    boolean existsByNodeIdAndStateIn(UUID node, Collection<OperationState> states);

    List<Operation> findByNodeIdAndStateIn(UUID node, Collection<OperationState> states);

    /// The oldest of these kinds that may be handed to an approved node now.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query(
            """
            select o from Operation o
            where o.nodeId = :node and o.state = QUEUED and o.deadline > :now and o.kind in :kinds
            order by o.createdAt, o.id
            """)
    List<Operation> claimable(UUID node, Instant now, Collection<OperationKind> kinds, Limit limit);

    /// Those of these nodes that a report may settle.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query(
            """
            select o from Operation o
            where o.nodeId in :nodes and o.state in (VERIFYING, UNKNOWN)
            order by o.id
            """)
    List<Operation> awaitingReport(Collection<UUID> nodes);

    /// Those whose time is over, leaving out what somebody else is at.
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = SKIP_LOCKED))
    @Query(
            """
            select o from Operation o
            where o.state in (LEASED, RUNNING, VERIFYING) and o.leaseUntil <= :now
               or o.state = QUEUED and o.deadline <= :now
            order by o.id
            """)
    List<Operation> overdue(Instant now, Limit limit);
}
