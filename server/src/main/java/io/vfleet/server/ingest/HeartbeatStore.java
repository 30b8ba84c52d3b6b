package io.vfleet.server.ingest;

import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.server.database.Columns;
import io.vfleet.server.nodes.Node.Enrollment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Marks nodes as heard of, many at once.
@Repository
class HeartbeatStore {

    private static final Comparator<Beat> NEWEST_LAST =
            Comparator.<Beat>comparingLong(beat -> beat.message().epoch())
                    .thenComparingLong(beat -> beat.message().sequence());

    private final JdbcClient jdbc;
    private final IngestSettings settings;

    HeartbeatStore(JdbcClient jdbc, IngestSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    record Beat(UUID node, Heartbeat message) {}

    /// What the service holds of a node.
    ///
    /// @param enrollment empty when there is no such node
    record Seen(UUID node, Optional<Enrollment> enrollment, Optional<String> digest) {

        static Seen nobody(UUID node) {
            return new Seen(node, Optional.empty(), Optional.empty());
        }
    }

    @Transactional
    public List<Seen> write(List<Beat> beats) {
        Map<UUID, Beat> newest =
                beats.stream()
                        .collect(
                                Collectors.toMap(
                                        Beat::node,
                                        Function.identity(),
                                        BinaryOperator.maxBy(NEWEST_LAST)));
        Map<UUID, Seen> seen =
                mark(List.copyOf(newest.values())).stream()
                        .collect(Collectors.toMap(Seen::node, Function.identity()));
        return beats.stream()
                .map(Beat::node)
                .map(node -> Objects.requireNonNullElse(seen.get(node), Seen.nobody(node)))
                .toList();
    }

    /// Repeats and late messages leave no mark; an epoch that went back is believed after the time
    /// of [Order#SILENCE], and the reports' order starts again with it.
    private List<Seen> mark(List<Beat> beats) {
        return jdbc.sql(
                        """
                        with locked as materialized (
                            select p.node_id, n.enrollment, p.digest
                            from node_presence p join node n on n.id = p.node_id
                            where p.node_id = any(cast(:nodes as uuid[]))
                            order by p.node_id
                            for update of p),
                        marked as (
                            update node_presence p
                            set epoch = b.epoch, sequence = b.sequence, last_seen = now(), next_beat_seconds = :next,
                                report_epoch = least(p.report_epoch, b.epoch),
                                report_sequence = case when p.report_epoch > b.epoch then -1 else p.report_sequence end
                            from unnest(cast(:nodes as uuid[]), :epochs, :sequences) as b(node_id, epoch, sequence)
                                     join locked l on l.node_id = b.node_id
                            where p.node_id = b.node_id
                              and l.enrollment in ('PENDING', 'APPROVED')
                              and ((p.epoch, p.sequence) < (b.epoch, b.sequence)
                                or b.epoch < p.epoch and p.last_seen < now() - make_interval(secs => :silence)))
                        select node_id, enrollment, digest from locked
                        """)
                .params(
                        Columns.of(beats)
                                .text("nodes", Beat::node)
                                .bigint("epochs", beat -> beat.message().epoch())
                                .bigint("sequences", beat -> beat.message().sequence())
                                .parameters())
                .param("next", settings.beat().toSeconds())
                .param("silence", Order.SILENCE.toSeconds())
                .query((row, number) ->
                        new Seen(
                                row.getObject("node_id", UUID.class),
                                Optional.of(Enrollment.valueOf(row.getString("enrollment"))),
                                Optional.ofNullable(row.getString("digest"))))
                .list();
    }
}
