package io.vfleet.server.fleet;

import io.vfleet.domain.chain.Link;
import io.vfleet.server.fleet.FleetSummary.FindingCounts;
import io.vfleet.server.fleet.FleetSummary.LinkCounts;
import io.vfleet.server.fleet.FleetSummary.NodeCounts;
import io.vfleet.server.fleet.FleetSummary.VerdictCounts;
import io.vfleet.server.fleet.FleetSummary.VfTotals;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts the fleet. Each answer is one statement, so that its numbers are of one moment.
@Repository
class SummaryQueries {

    private static final String COUNTS =
            """
            with nodes as materialized (
                select id, status, verdict, verdict_link, link_states, vf_active, vf_desired, vf_in_use, vf_in_use_unknown,
                       maintenance_until
                from fleet_node),
            online as (select * from nodes where status = 'ONLINE')
            select 'status ' || status as name, count(*) as n from nodes group by status
            union all
            select 'verdict ' || verdict, count(*) from online group by verdict
            union all
            select 'link ' || position || ' ' || state, count(*)
            from online, unnest(link_states) with ordinality as link(state, position)
            group by position, state
            union all
            select 'first ' || verdict_link, count(*) from online
            where verdict = 'BROKEN' and verdict_link is not null
            group by verdict_link
            union all
            select 'vfs active', coalesce(sum(vf_active), 0) from online
            union all
            select 'vfs desired', coalesce(sum(vf_desired), 0) from online
            union all
            select 'vfs in use', coalesce(sum(vf_in_use), 0) from online
            union all
            select 'vfs in use unknown', coalesce(sum(vf_in_use_unknown), 0) from online
            union all
            select 'maintenance', count(*) from nodes where maintenance_until is not null
            union all
            select case when f.muted then 'muted' else 'severity ' || f.severity end, count(*)
            from fleet_finding f join online on online.id = f.node_id
            where f.resolved_at is null
            group by 1
            """;

    private final JdbcClient jdbc;

    SummaryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    FleetSummary summary() {
        var counts = new HashMap<String, Long>();
        jdbc.sql(COUNTS)
                .query(row -> {
                    counts.put(row.getString("name"), row.getLong("n"));
                });
        return new Counts(counts).summary();
    }

    private record Counts(Map<String, Long> byName) {

        FleetSummary summary() {
            return new FleetSummary(
                    nodes(),
                    verdicts(),
                    Stream.of(Link.values()).map(this::link).toList(),
                    vfs(),
                    new FindingCounts(
                            of("severity critical"),
                            of("severity warning"),
                            of("severity info"),
                            of("muted")));
        }

        private long of(String name) {
            return byName.getOrDefault(name, 0L);
        }

        private NodeCounts nodes() {
            long online = of("status ONLINE");
            long late = of("status LATE");
            long offline = of("status OFFLINE");
            long pending = of("status PENDING");
            long retired = of("status RETIRED");
            return new NodeCounts(
                    online + late + offline + pending + retired,
                    online,
                    late,
                    offline,
                    pending,
                    retired,
                    of("maintenance"));
        }

        private VerdictCounts verdicts() {
            return new VerdictCounts(
                    of("verdict OK"),
                    of("verdict WARN"),
                    of("verdict BROKEN"),
                    of("verdict UNKNOWN"),
                    of("verdict NOT_APPLICABLE"),
                    silent());
        }

        private long silent() {
            return of("status LATE") + of("status OFFLINE");
        }

        private LinkCounts link(Link link) {
            String name = "link " + (link.ordinal() + 1) + " ";
            return new LinkCounts(
                    link.id(),
                    of(name + "OK"),
                    of(name + "WARN"),
                    of(name + "BROKEN"),
                    of(name + "UNKNOWN"),
                    of(name + "BLOCKED"),
                    of(name + "NOT_APPLICABLE"),
                    of("first " + link.id()),
                    silent());
        }

        private VfTotals vfs() {
            return new VfTotals(
                    of("vfs active"),
                    of("vfs desired"),
                    of("vfs in use"),
                    of("vfs in use unknown"));
        }
    }
}
