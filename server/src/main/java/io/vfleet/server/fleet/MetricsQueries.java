package io.vfleet.server.fleet;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts what the gauges show.
@Repository
class MetricsQueries {

    /// Nodes with their site; only the 50 largest sites have a name, so that labels stay few.
    private static final String NODES =
            """
            with named as (select id, status, verdict, link_states, vf_active, vf_desired, vf_in_use, vf_in_use_unknown,
                                  last_seen,
                                  coalesce(labels ->> 'site', '') as site
                           from fleet_node),
            large as (select site from named group by site order by count(*) desc, site limit 50),
            nodes as (select named.*, case when large.site is null then 'other' else named.site end as site_label
                      from named left join large on large.site = named.site)
            """;

    private static final List<Gauge> GAUGES =
            List.of(
                    new Gauge(
                            "vfleet_nodes",
                            "Nodes by status.",
                            List.of("site", "status"),
                            NODES + "select site_label, status, count(*) from nodes group by 1, 2"),
                    new Gauge(
                            "vfleet_chain_nodes",
                            "Online nodes by the state of each link.",
                            List.of("link", "state"),
                            NODES
                                    + """
                                    select (array ['firmware', 'kernel', 'hugepages', 'vfs', 'rdma', 'orchestration'])[position],
                                           state, count(*)
                                    from nodes, unnest(link_states) with ordinality as link(state, position)
                                    where status = 'ONLINE'
                                    group by 1, 2
                                    """),
                    new Gauge(
                            "vfleet_findings",
                            "Open findings of nodes that are not silent.",
                            List.of("site", "link", "symptom", "severity"),
                            NODES
                                    + """
                                    select site_label, f.link, coalesce(f.symptom, 'none'), f.severity, count(*)
                                    from finding f join nodes on nodes.id = f.node_id
                                    where f.resolved_at is null and status = 'ONLINE'
                                    group by 1, 2, 3, 4
                                    """),
                    new Gauge(
                            "vfleet_operations_active",
                            "Operations that are not over, by state.",
                            List.of("state"),
                            """
                            select state, count(*) from operation
                            where state in ('QUEUED', 'LEASED', 'RUNNING', 'VERIFYING', 'UNKNOWN')
                            group by 1
                            """),
                    new Gauge(
                            "vfleet_pfs",
                            "Physical functions, silent nodes included.",
                            List.of("vendor", "driver"),
                            """
                            select coalesce(p.vendor_id, 'unknown'), coalesce(p.driver, 'none'), count(*)
                            from physical_function p join fleet_node n on n.id = p.node_id
                            where n.status in ('ONLINE', 'LATE', 'OFFLINE')
                            group by 1, 2
                            """),
                    new Gauge(
                            "vfleet_vfs",
                            "Virtual functions of online nodes; in_use are proven holders.",
                            List.of("site", "state"),
                            NODES
                                    + """
                                    select site_label, state, sum(n)
                                    from nodes,
                                         lateral (values ('active', vf_active), ('desired', vf_desired),
                                                         ('in_use', vf_in_use),
                                                         ('in_use_unknown', vf_in_use_unknown)) as v(state, n)
                                    where status = 'ONLINE'
                                    group by 1, 2
                                    """),
                    new Gauge(
                            "vfleet_report_age_seconds",
                            "Since the quietest approved node of the site last confirmed its report.",
                            List.of("site"),
                            NODES
                                    + """
                                    select site_label, max(extract(epoch from now() - last_seen))
                                    from nodes
                                    where status in ('ONLINE', 'LATE', 'OFFLINE') and last_seen is not null
                                    group by 1
                                    """));

    private final JdbcClient jdbc;

    MetricsQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param sql answers one column per label, then the number
    private record Gauge(String name, String help, List<String> labels, String sql) {

        GaugeDataPointSnapshot point(ResultSet row, int number) throws SQLException {
            String[] values = new String[labels.size()];
            Arrays.setAll(values, i -> "");
            for (int i = 0; i < values.length; i++) {
                values[i] = row.getString(i + 1);
            }
            return new GaugeDataPointSnapshot(
                    row.getDouble(values.length + 1),
                    Labels.of(labels.toArray(String[]::new), values),
                    null);
        }
    }

    @Transactional(readOnly = true)
    public List<MetricSnapshot> gauges() {
        return GAUGES.stream().<MetricSnapshot>map(this::count).toList();
    }

    private GaugeSnapshot count(Gauge gauge) {
        return new GaugeSnapshot(
                new MetricMetadata(gauge.name(), gauge.help()),
                jdbc.sql(gauge.sql()).query(gauge::point).list());
    }
}
