package io.vfleet.server.fleet;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.domain.operation.OperationState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts what the gauges show, in one statement: the nodes are read once for all of them.
@Repository
class MetricsQueries {

    /// What a gauge shows, and its labels in the order in which [#COUNTS] gives their values.
    private enum Gauge {
        NODES("vfleet_nodes", "Nodes by status.", "site", "status"),
        NODES_IN_MAINTENANCE(
                "vfleet_nodes_in_maintenance", "Nodes that people are at work on.", "site"),
        CHAIN_NODES(
                "vfleet_chain_nodes", "Online nodes by the state of each link.", "link", "state"),
        FINDINGS(
                "vfleet_findings",
                "Open findings of nodes that are not silent, without muted ones.",
                "site",
                "link",
                "symptom",
                "severity"),
        SYMPTOM_NODES(
                "vfleet_symptom_nodes",
                "Online nodes with an open critical finding of the symptom that is not muted.",
                "site",
                "symptom"),
        PFS("vfleet_pfs", "Physical functions, silent nodes included.", "vendor", "driver"),
        VFS(
                "vfleet_vfs",
                "Virtual functions of online nodes; in_use are proven holders.",
                "site",
                "state"),
        REPORT_AGE_SECONDS(
                "vfleet_report_age_seconds",
                "Since the quietest approved node of the site last confirmed its report.",
                "site"),
        OPERATIONS_ACTIVE(
                "vfleet_operations_active", "Operations that are not over, by state.", "state"),
        BREAKER_OPEN("vfleet_breaker_open", "1 while no commands are handed out, else 0.");

        private final MetricMetadata metadata;
        private final String[] labels;

        Gauge(String name, String help, String... labels) {
            this.metadata = new MetricMetadata(name, help);
            this.labels = labels;
        }
    }

    /// Only the 50 largest sites have a name, so that labels stay few. Where a rule must tell
    /// "none" from "not counted", there are zeros.
    private static final String COUNTS =
            """
            with named as materialized (
                select id, status, link_states, vf_active, vf_desired, vf_in_use, vf_in_use_unknown, last_seen,
                       maintenance_until,
                       coalesce(labels ->> 'site', '') as name
                from fleet_node),
            large as (select name from named group by name order by count(*) desc, name limit 50),
            nodes as materialized (
                select named.*, case when large.name is null then 'other' else named.name end as site
                from named left join large on large.name = named.name),
            online as (select * from nodes where status = 'ONLINE'),
            open as materialized (
                select f.node_id, site, f.link, coalesce(f.symptom, 'none') as symptom, f.severity
                from fleet_finding f join online on online.id = f.node_id
                where f.resolved_at is null and not f.muted),
            cards as (
                select p.node_id, coalesce(p.vendor_id, 'unknown') as vendor, coalesce(p.driver, 'none') as driver
                from physical_function p)
            select 'NODES' as gauge, array [site, status] as labels, count(*)::float8 as n
            from nodes group by site, status
            union all
            select 'NODES_IN_MAINTENANCE', array [site], count(maintenance_until)
            from nodes group by site
            union all
            select 'CHAIN_NODES',
                   array [(array ['firmware', 'kernel', 'hugepages', 'vfs', 'rdma', 'orchestration'])[position], state],
                   sum(alike.n)
            from (select link_states, count(*) as n from online group by link_states) alike,
                 unnest(link_states) with ordinality as link(state, position)
            group by position, state
            union all
            select 'FINDINGS', array [site, link, symptom, severity], count(*)
            from open group by site, link, symptom, severity
            union all
            select 'SYMPTOM_NODES', array [sites.site, symptoms.symptom], coalesce(hit.n, 0)
            from (select distinct site from nodes) sites
                     cross join unnest(cast(:symptoms as text[])) as symptoms(symptom)
                     left join (select site, symptom, count(*) as n
                                from (select distinct site, symptom, node_id from open where severity = 'critical') hits
                                group by site, symptom) hit using (site, symptom)
            union all
            select 'PFS', array [vendor, driver], count(*)
            from cards join nodes on nodes.id = cards.node_id
            where status in ('ONLINE', 'LATE', 'OFFLINE')
            group by vendor, driver
            union all
            select 'VFS', array [site, state], n
            from (select site, sum(vf_active) as active, sum(vf_desired) as desired, sum(vf_in_use) as in_use,
                         sum(vf_in_use_unknown) as in_use_unknown
                  from online group by site) sums,
                 lateral (values ('active', active), ('desired', desired), ('in_use', in_use),
                                 ('in_use_unknown', in_use_unknown)) as vfs(state, n)
            union all
            select 'REPORT_AGE_SECONDS', array [site], max(extract(epoch from now() - last_seen))
            from nodes
            where status in ('ONLINE', 'LATE', 'OFFLINE') and last_seen is not null
            group by site
            union all
            select 'OPERATIONS_ACTIVE', array [states.state], count(o.id)
            from unnest(cast(:states as text[])) as states(state)
                     left join operation o on o.state = states.state
                         and o.state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN')
            group by states.state
            union all
            select 'BREAKER_OPEN', array []::text[], open::int from breaker
            """;

    private static final String[] SYMPTOMS =
            Stream.concat(Stream.of(Symptom.values()).map(Symptom::id), Stream.of("none"))
                    .toArray(String[]::new);

    private static final String[] ACTIVE =
            Stream.of(OperationState.values())
                    .filter(state -> !state.terminal())
                    .map(Enum::name)
                    .toArray(String[]::new);

    private final JdbcClient jdbc;

    MetricsQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<MetricSnapshot> gauges() {
        var points = new LinkedHashMap<Gauge, List<GaugeDataPointSnapshot>>();
        jdbc.sql(COUNTS)
                .param("symptoms", SYMPTOMS)
                .param("states", ACTIVE)
                .query(row -> {
                    Gauge gauge = Gauge.valueOf(row.getString("gauge"));
                    points.computeIfAbsent(gauge, _ -> new ArrayList<>()).add(point(gauge, row));
                });
        return points.entrySet().stream().<MetricSnapshot>map(MetricsQueries::snapshot).toList();
    }

    private static GaugeDataPointSnapshot point(Gauge gauge, ResultSet row) throws SQLException {
        String[] values = (String[]) row.getArray("labels").getArray();
        return new GaugeDataPointSnapshot(
                row.getDouble("n"), Labels.of(gauge.labels, values), null);
    }

    private static GaugeSnapshot snapshot(Map.Entry<Gauge, List<GaugeDataPointSnapshot>> counted) {
        return new GaugeSnapshot(counted.getKey().metadata, counted.getValue());
    }
}
