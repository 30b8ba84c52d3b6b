package io.vfleet.server.plans;

import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.Field;
import io.vfleet.server.lists.KeptFilter;
import io.vfleet.server.lists.ListTable;
import io.vfleet.server.nodes.NodeSelector;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The plans' rows, and what a plan asks of others.
@Repository
class PlanStore {

    /// What a selector may name; the list of PFs knows them, too.
    private static final ListTable<Found> SELECTABLE =
            new ListTable<>(
                    "selected-pfs",
                    "x.node_id, x.address",
                    """
                    physical_function x
                        join fleet_node n on n.id = x.node_id
                        join node a on a.id = x.node_id and a.enrollment = 'APPROVED'\
                    """,
                    Stream.of(fields(), NodeSelector.labels()).flatMap(List::stream).toList(),
                    Optional.of("n.labels"),
                    List.of(Field.uuid("node", "x.node_id"), Field.text("address", "x.address")),
                    "hostname",
                    (row, number) ->
                            new Found(
                                    row.getObject("node_id", UUID.class),
                                    row.getString("address")));

    private final JdbcClient jdbc;

    PlanStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static List<Field> fields() {
        return List.of(
                Field.uuid("node", "x.node_id"),
                Field.text("hostname", "n.hostname").inOrder(),
                Field.text("status", "n.status"),
                Field.bool("silent", "n.silent"),
                Field.lowerCase("address", "x.address"),
                Field.text("vendorId", "x.vendor_id"),
                Field.text("deviceId", "x.device_id"),
                Field.text("driver", "x.driver"),
                Field.integer("numaNode", "x.numa_node"),
                Field.integer("numVfs", "x.num_vfs"),
                Field.integer("totalVfs", "x.total_vfs"),
                Field.text("netdev", "x.netdev"),
                Field.bool("inScope", "x.in_scope"));
    }

    /// A PF that a selector finds.
    record Found(UUID node, String pf) {}

    /// Network functions of approved nodes, in order of hostname.
    List<Found> selected(String selector) {
        Condition where = KeptFilter.parse(selector, SELECTABLE, "selector", "s");
        return jdbc.sql(
                        "select %s from %s where x.sizing is not null and (%s) order by n.hostname, x.node_id, x.address"
                                .formatted(SELECTABLE.columns(), SELECTABLE.from(), where.sql()))
                .params(where.parameters())
                .query(SELECTABLE.row())
                .list();
    }

    /// The last report, gzip; empty when the node has never reported.
    Optional<byte[]> report(UUID node) {
        return jdbc.sql("select report from node_document where node_id = :node")
                .param("node", node)
                .query((row, number) -> row.getBytes("report"))
                .optional();
    }

    /// How long resizes of this driver's PFs took.
    Optional<PlanView.Duration> duration(String driver) {
        return jdbc.sql(
                        """
                        select count(*) as operations,
                               percentile_cont(0.5) within group (order by s.seconds) as median,
                               percentile_cont(0.95) within group (order by s.seconds) as p95
                        from (select extract(epoch from o.ended_at - o.started_at)::float8 as seconds
                              from operation o
                                       join physical_function p on p.node_id = o.node_id and p.address = o.pf_address
                              where o.kind = 'RESIZE_VFS' and o.state = 'SUCCEEDED' and o.started_at is not null
                                and p.driver = :driver
                              order by o.created_at desc limit 1000) s
                        having count(*) > 0
                        """)
                .param("driver", driver)
                .query((row, number) ->
                        new PlanView.Duration(
                                row.getDouble("median"),
                                row.getDouble("p95"),
                                row.getLong("operations")))
                .optional();
    }

    /// @param document the plan as it is answered
    void add(UUID id, Instant at, String by, String document) {
        jdbc.sql(
                        """
                        insert into plan (id, created_at, created_by, document)
                        values (:id, :at, :by, cast(:document as jsonb))
                        """)
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("by", by)
                .param("document", document)
                .update();
    }

    Optional<String> document(UUID id) {
        return jdbc.sql("select document from plan where id = :id")
                .param("id", id)
                .query((row, number) -> new Cells(row).text("document"))
                .optional();
    }

    /// What no bulk stands on.
    void forget(Instant before) {
        jdbc.sql(
                        """
                        delete from plan p where p.created_at < :before
                          and not exists (select from bulk b where b.plan_id = p.id)
                        """)
                .param("before", Timestamp.from(before))
                .update();
    }
}
