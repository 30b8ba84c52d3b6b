package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.platform.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The service as histories use it: the beans that routes and schedulers call, the database for
/// what a host and the clock do.
@Component
class LifeCycleService {

    private final Requests requests;
    private final Delivery delivery;
    private final ProgressBook book;
    private final Settlement settlement;
    private final Sweep sweep;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private Optional<UUID> template = Optional.empty();

    LifeCycleService(
            Requests requests,
            Delivery delivery,
            ProgressBook book,
            Settlement settlement,
            Sweep sweep,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.requests = requests;
        this.delivery = delivery;
        this.book = book;
        this.settlement = settlement;
        this.sweep = sweep;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /// Every node from now on is a copy of this one.
    void template(UUID node) {
        template = Optional.of(node);
    }

    UUID freshNode() {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(_ -> {
            copy(
                    """
                    insert into node (id, public_key, hostname, enrollment)
                    select :id, :key, cast(:id as text), 'APPROVED' from node where id = :template
                    """,
                    id);
            copy(
                    """
                    insert into node_presence (node_id, epoch, sequence, report_epoch, report_sequence, last_seen,
                                               next_beat_seconds)
                    select :id, 1, 1, 1, 1, now(), 86400 from node_presence where node_id = :template
                    """,
                    id);
            copy(
                    """
                    insert into node_document (node_id, digest, epoch, sequence, received_at, collected_at, report,
                                               diagnosis)
                    select :id, digest, 1, 1, received_at, collected_at, report, diagnosis
                    from node_document where node_id = :template
                    """,
                    id);
        });
        return id;
    }

    private void copy(String sql, UUID id) {
        var statement = jdbc.sql(sql).param("id", id).param("template", template.orElseThrow());
        if (sql.contains(":key")) {
            statement =
                    statement.param(
                            "key", id.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        statement.update();
    }

    UUID place(NewOperation wanted, IdempotencyKey key, Requester by) {
        return requests.place(wanted, key, by);
    }

    void cancel(UUID id, Requester by) {
        requests.cancel(id, by);
    }

    Optional<Delivery.Parcel> claim(UUID node) {
        return delivery.claim(node);
    }

    void giveBack(UUID operation) {
        delivery.giveBack(operation);
    }

    void hear(UUID node, Progress word) throws MalformedDocument {
        book.hear(node, word);
    }

    void sweep() {
        sweep.run();
    }

    /// As ingest does it; false where it is older than the newest one.
    boolean report(Sighting report) {
        return Objects.requireNonNull(
                transaction.execute(_ -> {
                    boolean newer =
                            jdbc.sql(
                                                    """
                                                    update node_presence
                                                    set report_epoch = :epoch, report_sequence = :sequence
                                                    where node_id = :node
                                                      and (report_epoch, report_sequence) < (:epoch, :sequence)
                                                    """)
                                            .param("node", report.node())
                                            .param("epoch", report.order().epoch())
                                            .param("sequence", report.order().sequence())
                                            .update()
                                    > 0;
                    if (newer) {
                        settlement.settle(List.of(report));
                    }
                    return newer;
                }));
    }

    /// What is not over happened so much earlier.
    void pass(UUID node, Duration time) {
        jdbc.sql(
                        """
                        update operation
                        set created_at = created_at - make_interval(secs => :seconds),
                            deadline = deadline - make_interval(secs => :seconds),
                            lease_until = lease_until - make_interval(secs => :seconds), version = version + 1
                        where node_id = :node and ended_at is null
                        """)
                .param("node", node)
                .param("seconds", time.toSeconds())
                .update();
    }

    /// In the order in which they were asked.
    List<LifeCycle.Row> operations(UUID node) {
        return jdbc.sql(
                        """
                        select id, kind, state, pf_address, num_vfs, generation from operation
                        where node_id = :node order by pf_address, generation
                        """)
                .param("node", node)
                .query((row, number) -> {
                    var cells = new Cells(row);
                    return new LifeCycle.Row(
                            cells.uuid("id"),
                            OperationKind.valueOf(cells.text("kind")),
                            OperationState.valueOf(cells.text("state")),
                            cells.textIfAny("pf_address"),
                            cells.integerIfAny("num_vfs"),
                            row.getLong("generation"));
                })
                .list();
    }
}
