package io.vfleet.server.ingest;

import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.server.database.Columns;
import io.vfleet.server.nodes.Node.Enrollment;
import java.time.Duration;
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

    /// For so long what was sent with an older login may still come in.
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final IngestSettings settings;

    HeartbeatStore(JdbcClient jdbc, IngestSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /// @param login which of the node's logins it was sent with
    record Beat(UUID node, long login, Heartbeat message) {}

    /// What the service holds of a node.
    ///
    /// @param enrollment empty when there is no such node
    /// @param forked a login was used that a later one had replaced a while ago: an agent uses its
    ///   newest one alone, so two of them are alive with one key
    record Seen(
            UUID node, Optional<Enrollment> enrollment, Optional<String> digest, boolean forked) {

        static Seen nobody(UUID node) {
            return new Seen(node, Optional.empty(), Optional.empty(), false);
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
        noteLogins(beats);
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
                            select p.node_id, n.enrollment, p.digest,
                                   b.login < p.login
                                       and p.login_since < now() - make_interval(secs => :overlap) as forked
                            from node_presence p join node n on n.id = p.node_id
                                     join unnest(cast(:nodes as uuid[]), :logins) as b(node_id, login)
                                          on b.node_id = p.node_id
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
                        select node_id, enrollment, digest, coalesce(forked, false) as forked from locked
                        """)
                .params(
                        Columns.of(beats)
                                .text("nodes", Beat::node)
                                .bigint("logins", Beat::login)
                                .bigint("epochs", beat -> beat.message().epoch())
                                .bigint("sequences", beat -> beat.message().sequence())
                                .parameters())
                .param("next", settings.beat().toSeconds())
                .param("overlap", OVERLAP.toSeconds())
                .param("silence", Order.SILENCE.toSeconds())
                .query((row, number) ->
                        new Seen(
                                row.getObject("node_id", UUID.class),
                                Optional.of(Enrollment.valueOf(row.getString("enrollment"))),
                                Optional.ofNullable(row.getString("digest")),
                                row.getBoolean("forked")))
                .list();
    }

    /// The rows are locked already.
    private void noteLogins(List<Beat> beats) {
        jdbc.sql(
                        """
                        update node_presence p set login = b.login, login_since = now()
                        from (select node_id, max(login) as login
                              from unnest(cast(:nodes as uuid[]), :logins) as b(node_id, login)
                              group by node_id) b
                        where p.node_id = b.node_id and p.login < b.login
                        """)
                .params(
                        Columns.of(beats)
                                .text("nodes", Beat::node)
                                .bigint("logins", Beat::login)
                                .parameters())
                .update();
    }
}
