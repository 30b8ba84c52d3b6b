package io.vfleet.server.notifications;

import io.vfleet.server.lists.Cells;
import io.vfleet.server.notifications.Happening.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// What happened and is to be told, and what is still so.
@Repository
class EventStore {

    /// "vfleet" and the lock of whoever sorts events to targets
    private static final long LOCK = 0x76666c656574_04L;

    private final JdbcClient jdbc;

    EventStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// True when no other replica is at it; until the transaction ends.
    boolean lock() {
        return jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    /// The oldest events, which are gone with that; those of findings that are muted now and of
    /// nodes on which people are at work are of no interest to anybody.
    List<Happening> take(int most) {
        return jdbc.sql(
                        """
                        with taken as (
                            delete from notification_event
                            where id in (select id from notification_event order by id limit :most)
                            returning *)
                        select e.id, e.kind, e.at, e.node_id, n.hostname, coalesce(n.labels ->> 'site', '') as site,
                               f.severity, f.symptom, f.check_id, coalesce(f.subject, o.pf_address) as subject,
                               coalesce(f.cause, o.explanation) as cause, e.operation_id, o.state as result
                        from taken e
                                 join fleet_node n on n.id = e.node_id
                                 left join fleet_finding f on f.id = e.finding_id
                                 left join operation o on o.id = e.operation_id
                        where n.status <> 'PENDING' and n.maintenance_until is null and f.muted is not true
                        order by e.id
                        """)
                .param("most", most)
                .query(EventStore::happening)
                .list();
    }

    /// Nobody wants them.
    void drop() {
        jdbc.sql("delete from notification_event").update();
    }

    /// Writes down who fell silent or came back since the last look.
    void lookForSilence() {
        jdbc.sql(
                        """
                        with silent as (
                            insert into notification_silence (node_id)
                            select node_id from node_status where status in ('LATE', 'OFFLINE')
                            on conflict do nothing
                            returning node_id),
                        over as (
                            delete from notification_silence s
                            using node_status n
                            where n.node_id = s.node_id and n.status not in ('LATE', 'OFFLINE')
                            returning s.node_id, n.status)
                        insert into notification_event (kind, node_id)
                        select 'node.silent', node_id from silent
                        union all
                        select 'node.back', node_id from over where status = 'ONLINE'
                        """)
                .update();
    }

    /// The findings of a group that are open now, on nodes that are not silent.
    List<Happening> stillOpen(String topic, String site, boolean critical, int most) {
        return jdbc.sql(
                        """
                        select 'finding.reminder' as kind, f.first_seen as at, f.node_id, n.hostname,
                               coalesce(n.labels ->> 'site', '') as site, f.severity, f.symptom, f.check_id, f.subject,
                               f.cause, null::uuid as operation_id, null as result
                        from fleet_finding f join fleet_node n on n.id = f.node_id
                        where not f.muted and f.resolved_at is null and f.caused_by is null and n.status = 'ONLINE'
                          and coalesce(f.symptom, f.check_id) = :topic
                          and coalesce(n.labels ->> 'site', '') = :site
                          and (f.severity = 'critical') = :critical
                        order by n.hostname, f.id
                        limit :most
                        """)
                .param("topic", topic)
                .param("site", site)
                .param("critical", critical)
                .param("most", most)
                .query(EventStore::happening)
                .list();
    }

    private static Happening happening(ResultSet row, int number) throws SQLException {
        var cells = new Cells(row);
        return new Happening(
                Kind.of(cells.text("kind")),
                cells.instant("at"),
                cells.uuid("node_id"),
                cells.text("hostname"),
                cells.text("site"),
                cells.textIfAny("severity"),
                cells.textIfAny("symptom"),
                cells.textIfAny("check_id"),
                cells.textIfAny("subject"),
                cells.textIfAny("cause"),
                cells.uuidIfAny("operation_id"),
                Optional.ofNullable(cells.text("result")));
    }
}
