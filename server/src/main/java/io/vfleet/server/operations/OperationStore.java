package io.vfleet.server.operations;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.server.lists.Cells;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What stands around the operations: keys of requests, generations, what is known of a node, and
/// the signals between replicas.
@Repository
class OperationStore {

    /// "vfleet" and the lock of whoever looks after the time
    private static final long SWEEP_LOCK = 0x76666c656574_02L;

    /// the locks of nodes between those who hand out commands and whoever holds commands back
    private static final int NODE_LOCKS = 4;

    private final JdbcClient jdbc;

    OperationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A request by its key.
    record Key(String principal, String key, byte[] requestHash) {}

    /// What a key led to.
    record Kept(byte[] requestHash, UUID operation) {}

    /// False when the key is taken; waits for a request that is just taking it.
    boolean reserve(Key key, UUID operation, Instant now) {
        return jdbc.sql(
                                """
                                insert into idempotency_key (principal, key, request_hash, operation_id, created_at)
                                values (:principal, :key, :hash, :operation, :now)
                                on conflict do nothing
                                """)
                        .param("principal", key.principal())
                        .param("key", key.key())
                        .param("hash", key.requestHash())
                        .param("operation", operation)
                        .param("now", Timestamp.from(now))
                        .update()
                > 0;
    }

    Kept kept(Key key) {
        return jdbc.sql(
                        """
                        select request_hash, operation_id from idempotency_key
                        where principal = :principal and key = :key
                        """)
                .param("principal", key.principal())
                .param("key", key.key())
                .query((row, number) ->
                        new Kept(
                                row.getBytes("request_hash"),
                                row.getObject("operation_id", UUID.class)))
                .single();
    }

    void forgetKeys(Instant before) {
        jdbc.sql("delete from idempotency_key where created_at < :before")
                .param("before", Timestamp.from(before))
                .update();
    }

    /// The next generation of the PF, or of what is of the whole node; nobody else gets one until
    /// the transaction ends.
    long nextGeneration(UUID node, Optional<PciAddress> pf) {
        return jdbc.sql(
                        """
                        insert into pf_generation (node_id, pf_address, generation) values (:node, :pf, 1)
                        on conflict (node_id, pf_address) do update set generation = pf_generation.generation + 1
                        returning generation
                        """)
                .param("node", node)
                .param("pf", pf.map(PciAddress::toString).orElse(""))
                .query(Long.class)
                .single();
    }

    /// The change of a PF, or of the whole node, that is not over.
    record Active(UUID id, String state, String requestedBy) {}

    Optional<Active> active(UUID node, Optional<PciAddress> pf) {
        return jdbc.sql(
                        """
                        select id, state, requested_by from operation
                        where node_id = :node and coalesce(pf_address, '') = :pf and kind <> 'RECHECK'
                          and state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN')
                        """)
                .param("node", node)
                .param("pf", pf.map(PciAddress::toString).orElse(""))
                .query((row, number) ->
                        new Active(
                                row.getObject("id", UUID.class),
                                row.getString("state"),
                                row.getString("requested_by")))
                .optional();
    }

    /// @param report gzip; empty when the node has never reported
    record Known(String status, Optional<Instant> lastSeen, Optional<byte[]> report) {}

    Known known(UUID node) {
        return jdbc.sql(
                        """
                        select s.status, s.last_seen, d.report
                        from node_status s left join node_document d on d.node_id = s.node_id
                        where s.node_id = :node
                        """)
                .param("node", node)
                .query((row, number) ->
                        new Known(
                                row.getString("status"),
                                new Cells(row).instantIfAny("last_seen"),
                                Optional.ofNullable(row.getBytes("report"))))
                .single();
    }

    /// People are at work on the node; nothing is written on it until then.
    record Maintenance(Instant until, String reason, String by) {}

    Optional<Maintenance> maintenance(UUID node) {
        return jdbc.sql(
                        """
                        select until, reason, set_by from node_maintenance
                        where node_id = :node and until > now()
                        """)
                .param("node", node)
                .query((row, number) ->
                        new Maintenance(
                                new Cells(row).instant("until"),
                                row.getString("reason"),
                                row.getString("set_by")))
                .optional();
    }

    /// Waits for the command that is being handed to the node; until the transaction ends it gets
    /// no other.
    void holdBack(UUID node) {
        nodeLock("pg_advisory_xact_lock", node);
    }

    /// Until the transaction ends nobody holds back what goes to the node. A statement of its own:
    /// the next one sees what was committed while this one waited.
    void awaitHolds(UUID node) {
        nodeLock("pg_advisory_xact_lock_shared", node);
    }

    private void nodeLock(String function, UUID node) {
        jdbc.sql("select %s(:kind, hashtext(:node))".formatted(function))
                .param("kind", NODE_LOCKS)
                .param("node", node.toString())
                .query((row, number) -> "")
                .list();
    }

    boolean approved(UUID node) {
        return jdbc.sql(
                        """
                        select exists (select from node where id = :node and enrollment = 'APPROVED')
                        """)
                .param("node", node)
                .query(Boolean.class)
                .single();
    }

    /// Has the node send a whole report after its next beat, and gives its newest one. The presence
    /// row is locked before any operation's, as ingest does.
    ReportOrder askForReport(UUID node) {
        return jdbc.sql(
                        """
                        update node_presence set digest = null where node_id = :node
                        returning report_epoch, report_sequence
                        """)
                .param("node", node)
                .query((row, number) ->
                        new ReportOrder(
                                row.getLong("report_epoch"), row.getLong("report_sequence")))
                .single();
    }

    /// The same order without asking or locking anything.
    ReportOrder newestReport(UUID node) {
        return jdbc.sql(
                        """
                        select report_epoch, report_sequence from node_presence where node_id = :node
                        """)
                .param("node", node)
                .query((row, number) ->
                        new ReportOrder(
                                row.getLong("report_epoch"), row.getLong("report_sequence")))
                .single();
    }

    /// Nodes that could be handed something now.
    List<UUID> nodesWithWork() {
        return jdbc.sql(
                        """
                        select distinct o.node_id from operation o
                        where o.state = 'QUEUED' and o.deadline > now() and not (select open from breaker)
                          and (o.kind = 'RECHECK'
                               or not exists (select from node_maintenance m
                                              where m.node_id = o.node_id and m.until > now()))
                          and not exists (select from operation e
                                          where e.node_id = o.node_id and e.state in ('LEASED', 'RUNNING', 'VERIFYING'))
                        """)
                .query((row, number) -> new Cells(row).uuid("node_id"))
                .list();
    }

    /// True when no other replica is at it; until the transaction ends.
    boolean lockSweep() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", SWEEP_LOCK)
                .query(Boolean.class)
                .single();
    }

    /// Tells all replicas, after the commit, that the node may have something to do.
    void announceWork(UUID node) {
        announce(Signals.COMMANDS, node);
    }

    /// Tells all replicas, after the commit, that the operation is another one now.
    void announceChange(UUID operation) {
        announce(Signals.CHANGES, operation);
    }

    private void announce(String channel, UUID subject) {
        jdbc.sql("select pg_notify(:channel, :subject)")
                .param("channel", channel)
                .param("subject", subject.toString())
                .query((row, number) -> "")
                .list();
    }
}
