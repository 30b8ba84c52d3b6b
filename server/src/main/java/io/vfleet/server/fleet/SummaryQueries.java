package io.vfleet.server.fleet;

import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.fleet.FleetSummary.FindingCounts;
import io.vfleet.server.fleet.FleetSummary.LinkCounts;
import io.vfleet.server.fleet.FleetSummary.NodeCounts;
import io.vfleet.server.fleet.FleetSummary.VerdictCounts;
import io.vfleet.server.fleet.FleetSummary.VfTotals;
import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Counts the fleet. Each answer is one statement, so that its numbers are of one moment.
@Repository
class SummaryQueries {

    private static final String COUNTS =
            """
            with nodes as materialized (
                select id, status, verdict, link_states, vf_active, vf_desired, vf_in_use, vf_in_use_unknown
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
            select 'vfs active', coalesce(sum(vf_active), 0) from online
            union all
            select 'vfs desired', coalesce(sum(vf_desired), 0) from online
            union all
            select 'vfs in use', coalesce(sum(vf_in_use), 0) from online
            union all
            select 'vfs in use unknown', coalesce(sum(vf_in_use_unknown), 0) from online
            union all
            select 'severity ' || f.severity, count(*)
            from finding f join online on online.id = f.node_id
            where f.resolved_at is null
            group by f.severity
            """;

    private static final String SYMPTOMS =
            """
            select f.symptom, f.check_id, count(*) as findings, count(distinct f.node_id) as nodes
            from finding f join fleet_node n on n.id = f.node_id
            where f.resolved_at is null and f.symptom is not null and n.status = 'ONLINE'
            group by grouping sets ((f.symptom), (f.symptom, f.check_id))
            order by nodes desc, f.check_id
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
                            of("severity critical"), of("severity warning"), of("severity info")));
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
                    retired);
        }

        private VerdictCounts verdicts() {
            return new VerdictCounts(
                    of("verdict OK"),
                    of("verdict WARN"),
                    of("verdict BROKEN"),
                    of("verdict UNKNOWN"),
                    of("verdict NOT_APPLICABLE"),
                    of("status LATE") + of("status OFFLINE"));
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
                    of(name + "NOT_APPLICABLE"));
        }

        private VfTotals vfs() {
            return new VfTotals(
                    of("vfs active"),
                    of("vfs desired"),
                    of("vfs in use"),
                    of("vfs in use unknown"));
        }
    }

    List<SymptomView> symptoms() {
        List<SymptomRow> rows = jdbc.sql(SYMPTOMS).query(SymptomRow::of).list();
        return Stream.of(Symptom.values()).map(symptom -> symptom(symptom, rows)).toList();
    }

    /// @param check empty: all checks of the symptom together
    private record SymptomRow(String symptom, Optional<String> check, int findings, int nodes) {

        static SymptomRow of(ResultSet row, int number) throws SQLException {
            var cells = new Cells(row);
            return new SymptomRow(
                    cells.text("symptom"),
                    cells.textIfAny("check_id"),
                    cells.integer("findings"),
                    cells.integer("nodes"));
        }

        Stream<SymptomView.Cause> cause() {
            return check.stream().map(id -> new SymptomView.Cause(id, findings, nodes));
        }
    }

    private static SymptomView symptom(Symptom symptom, List<SymptomRow> rows) {
        List<SymptomRow> own =
                rows.stream().filter(row -> row.symptom().equals(symptom.id())).toList();
        SymptomRow total =
                own.stream()
                        .filter(row -> row.check().isEmpty())
                        .findFirst()
                        .orElse(new SymptomRow(symptom.id(), Optional.empty(), 0, 0));
        return new SymptomView(
                symptom.id(),
                SymptomView.title(symptom),
                total.findings(),
                total.nodes(),
                own.stream().flatMap(SymptomRow::cause).toList());
    }
}
