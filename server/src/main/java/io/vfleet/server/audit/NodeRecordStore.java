package io.vfleet.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.audit.NodeRecords.Difference;
import io.vfleet.server.lists.Cells;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The rows of what nodes wrote down.
@Repository
class NodeRecordStore {

    private final JdbcClient jdbc;

    NodeRecordStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An operation that is not this node's is passed over: a node adds one row an operation at
    /// most.
    void keep(UUID node, NodeRecord record, Instant now) {
        jdbc.sql(
                        """
                        insert into node_record (node_id, operation_id, sequence, record, hash, told_at)
                        select o.node_id, o.id, :sequence, :record, :hash, :now
                        from operation o where o.id = :operation and o.node_id = :node
                        on conflict (node_id, operation_id) do update set contradicted = true
                        where node_record.hash <> excluded.hash and not node_record.contradicted
                        """)
                .param("node", node)
                .param("operation", record.deed().operation())
                .param("sequence", record.sequence())
                .param("record", new String(AgentJson.write(record), UTF_8))
                .param("hash", record.hash())
                .param("now", Timestamp.from(now))
                .update();
    }

    void keep(UUID node, NodeRecord.Head head, Instant now) {
        jdbc.sql(
                        """
                        insert into node_record_head (node_id, sequence, hash, told_sequence, at)
                        select :node, :sequence, :hash,
                            coalesce((select max(sequence) from node_record where node_id = :node), 0), :now
                        on conflict (node_id) do update set sequence = excluded.sequence, hash = excluded.hash,
                            told_sequence = excluded.told_sequence, at = excluded.at
                        where (node_record_head.sequence, node_record_head.hash, node_record_head.told_sequence)
                            <> (excluded.sequence, excluded.hash, excluded.told_sequence)
                        """)
                .param("node", node)
                .param("sequence", head.sequence())
                .param("hash", head.hash())
                .param("now", Timestamp.from(now))
                .update();
    }

    /// Each record beside its rows of the audit, a node's in the order in which it told them.
    long each(Consumer<Comparison.Pair> reader) {
        AtomicLong count = new AtomicLong();
        jdbc.sql(
                        """
                        select r.node_id, r.record, r.hash, r.contradicted, q.detail as requested, e.detail as ended
                        from node_record r
                        left join audit q on q.what = 'operation-requested' and q.node_id = r.node_id
                            and q.subject = 'operation ' || r.operation_id
                        left join audit e on e.what = 'operation-ended' and e.node_id = r.node_id
                            and e.subject = 'operation ' || r.operation_id
                            -- only what the node itself has ended
                            and e.who = 'node ' || r.node_id
                        order by r.node_id, r.id
                        """)
                .query(row -> {
                    count.incrementAndGet();
                    reader.accept(pair(row));
                });
        return count.get();
    }

    List<Comparison.Told> heads() {
        return jdbc.sql("select node_id, sequence, hash, told_sequence from node_record_head")
                .query((row, number) ->
                        new Comparison.Told(
                                row.getObject("node_id", UUID.class),
                                new NodeRecord.Head(row.getLong("sequence"), row.getString("hash")),
                                row.getLong("told_sequence")))
                .list();
    }

    /// Endings that a node told, of the time since it keeps a record, and of which that has none.
    List<Difference> untold() {
        return jdbc.sql(
                        """
                        select o.node_id, o.id from operation o
                        join (select node_id, min(told_at) as since from node_record group by node_id) r
                            on r.node_id = o.node_id and o.created_at > r.since
                        where o.told is not null and o.told <> 'RUNNING'
                          and not exists (select 1 from node_record n where n.operation_id = o.id)
                        order by o.created_at
                        """)
                .query((row, number) ->
                        new Difference(
                                row.getObject("node_id", UUID.class),
                                Optional.of(row.getObject("id", UUID.class)),
                                "the node told an ending and no record of it"))
                .list();
    }

    private static Comparison.Pair pair(ResultSet row) throws SQLException {
        var cells = new Cells(row);
        return new Comparison.Pair(
                row.getObject("node_id", UUID.class),
                record(row.getString("record")),
                row.getString("hash"),
                row.getBoolean("contradicted"),
                cells.textIfAny("requested"),
                cells.textIfAny("ended"));
    }

    private static NodeRecord record(String json) {
        try {
            return AgentJson.readNodeRecord(new ByteArrayInputStream(json.getBytes(UTF_8)));
        } catch (MalformedDocument e) {
            throw new IllegalStateException("a row of node_record is not understood", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
