package io.vfleet.server.operations;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.database.Columns;
import io.vfleet.server.lists.Cells;
import io.vfleet.server.plans.PlanView;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The bulks' rows.
@Repository
class BulkStore {

    private final JdbcClient jdbc;

    BulkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A bulk as it is asked for.
    record Draft(
            UUID id,
            UUID plan,
            String reason,
            Requester by,
            String key,
            byte[] requestHash,
            Instant at) {}

    /// False when its key or its plan is taken; waits for a request that is just taking it.
    boolean add(Draft bulk) {
        return jdbc.sql(
                                """
                                insert into bulk (id, plan_id, state, reason, created_by, created_from, idempotency_key,
                                                  request_hash, created_at)
                                values (:id, :plan, 'RUNNING', :reason, :by, :from, :key, :hash, :at)
                                on conflict do nothing
                                """)
                        .param("id", bulk.id())
                        .param("plan", bulk.plan())
                        .param("reason", bulk.reason())
                        .param("by", bulk.by().who())
                        .param("from", bulk.by().from())
                        .param("key", bulk.key())
                        .param("hash", bulk.requestHash())
                        .param("at", Timestamp.from(bulk.at()))
                        .update()
                > 0;
    }

    void addTargets(UUID bulk, List<PlanView.Change> changes) {
        jdbc.sql(
                        """
                        insert into bulk_target (bulk_id, position, node_id, pf_address, num_vfs, expected_vfs)
                        select :bulk, t.position, t.node_id, t.pf_address, t.num_vfs, t.expected_vfs
                        from unnest(cast(:nodes as uuid[]), :pfs, :counts, :expected)
                                 with ordinality as t(node_id, pf_address, num_vfs, expected_vfs, position)
                        """)
                .param("bulk", bulk)
                .params(
                        Columns.of(changes)
                                .text("nodes", PlanView.Change::node)
                                .text("pfs", PlanView.Change::pf)
                                .integer("counts", PlanView.Change::numVfs)
                                .integer("expected", change -> change.before().orElse(null))
                                .parameters())
                .update();
    }

    /// What a key or a plan led to.
    record Kept(UUID id, byte[] requestHash, boolean sameKey) {}

    Optional<Kept> kept(Draft bulk) {
        return jdbc.sql(
                        """
                        select id, request_hash, created_by = :by and idempotency_key = :key as same_key
                        from bulk where created_by = :by and idempotency_key = :key or plan_id = :plan
                        order by same_key desc limit 1
                        """)
                .param("by", bulk.by().who())
                .param("key", bulk.key())
                .param("plan", bulk.plan())
                .query((row, number) ->
                        new Kept(
                                row.getObject("id", UUID.class),
                                row.getBytes("request_hash"),
                                row.getBoolean("same_key")))
                .optional();
    }

    List<UUID> running() {
        return jdbc.sql("select id from bulk where state = 'RUNNING' order by created_at, id")
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /// A bulk that goes on.
    record Running(UUID id, UUID plan, String reason, Requester by) {}

    /// Empty when it has ended.
    Optional<Running> lock(UUID id) {
        return jdbc.sql(
                        """
                        select id, plan_id, reason, created_by, created_from from bulk
                        where id = :id and state = 'RUNNING' for update
                        """)
                .param("id", id)
                .query((row, number) ->
                        new Running(
                                row.getObject("id", UUID.class),
                                row.getObject("plan_id", UUID.class),
                                row.getString("reason"),
                                new Requester(
                                        row.getString("created_by"),
                                        row.getString("created_from"))))
                .optional();
    }

    /// The operation that was begun last.
    record Last(UUID operation, OperationState state, String hostname) {}

    Optional<Last> last(UUID bulk) {
        return jdbc.sql(
                        """
                        select o.id, o.state, n.hostname
                        from bulk_target t join operation o on o.id = t.operation_id join node n on n.id = o.node_id
                        where t.bulk_id = :bulk order by t.position desc limit 1
                        """)
                .param("bulk", bulk)
                .query((row, number) ->
                        new Last(
                                row.getObject("id", UUID.class),
                                OperationState.valueOf(row.getString("state")),
                                row.getString("hostname")))
                .optional();
    }

    /// A change of the plan that was not begun.
    record Target(int position, UUID node, String pf, int numVfs, Optional<Integer> expected) {}

    Optional<Target> next(UUID bulk) {
        return jdbc.sql(
                        """
                        select position, node_id, pf_address, num_vfs, expected_vfs from bulk_target
                        where bulk_id = :bulk and operation_id is null order by position limit 1
                        """)
                .param("bulk", bulk)
                .query((row, number) ->
                        new Target(
                                row.getInt("position"),
                                row.getObject("node_id", UUID.class),
                                row.getString("pf_address"),
                                row.getInt("num_vfs"),
                                new Cells(row).integerIfAny("expected_vfs")))
                .optional();
    }

    void begun(UUID bulk, Target target, UUID operation) {
        jdbc.sql(
                        """
                        update bulk_target set operation_id = :operation
                        where bulk_id = :bulk and position = :position
                        """)
                .param("operation", operation)
                .param("bulk", bulk)
                .param("position", target.position())
                .update();
    }

    void end(UUID bulk, BulkView.State state, Optional<String> why, Instant at) {
        jdbc.sql(
                        """
                        update bulk set state = :state, explanation = :why, ended_at = :at where id = :id
                        """)
                .param("state", state.name())
                .param("why", why.orElse(null))
                .param("at", Timestamp.from(at))
                .param("id", bulk)
                .update();
    }
}
