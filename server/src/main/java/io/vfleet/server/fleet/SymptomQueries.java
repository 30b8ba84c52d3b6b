package io.vfleet.server.fleet;

import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Link;
import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.fleet.FleetSummary.FindingCounts;
import io.vfleet.server.fleet.SymptomView.CheckView;
import io.vfleet.server.lists.Cells;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// What is open in the fleet, by symptom and by check.
@Repository
class SymptomQueries {

    // a row for each symptom as a whole, and one for each check of it; a hint makes no node sick
    private static final String OPEN =
            """
            with open as (
                select f.*, not f.muted and (f.severity <> 'info' or f.symptom is null) as counts
                from fleet_finding f join fleet_node n on n.id = f.node_id
                where f.resolved_at is null and n.status = 'ONLINE')
            select symptom, case when grouping(check_id) = 0 then check_id end as check_id,
                   count(*) filter (where counts) as findings,
                   count(distinct node_id) filter (where counts) as nodes,
                   count(*) filter (where severity = 'critical' and not muted) as critical,
                   count(*) filter (where severity = 'warning' and not muted) as warning,
                   count(*) filter (where severity = 'info' and not muted) as info,
                   count(*) filter (where muted) as muted,
                   coalesce(array_agg(distinct link) filter (where counts or muted), '{}') as links,
                   min(first_seen) filter (where counts) as since,
                   max(last_changed) filter (where counts) as last_changed
            from open
            group by grouping sets ((symptom), (symptom, check_id))
            order by nodes desc, check_id
            """;

    // history has every opening and closing, so going back from now is exact
    private static final String MOVED =
            """
            select f.symptom, f.check_id,
                   cast(floor(extract(epoch from now() - h.at) / 3600) as integer) as hours_ago,
                   sum(case h.kind when 'finding-opened' then 1 else -1 end) as more
            from history h
                     join fleet_finding f on f.node_id = h.node_id and f.subject = h.subject
                              and f.check_id = coalesce(h.after, h.before)
                     join fleet_node n on n.id = f.node_id
            where h.kind in ('finding-opened', 'finding-resolved')
              and h.at > now() - interval '24 hours' and h.at <= now() and n.status = 'ONLINE'
              and not f.muted and (f.severity <> 'info' or f.symptom is null)
            group by f.symptom, f.check_id, hours_ago
            """;

    private static final Map<Symptom, List<CheckGuide>> GUIDES =
            Chain.standard().checks().stream()
                    .filter(check -> check.symptom().isPresent())
                    .collect(
                            Collectors.groupingBy(
                                    check -> check.symptom().orElseThrow(),
                                    Collectors.mapping(CheckGuide::of, Collectors.toList())));

    private final JdbcClient jdbc;

    SymptomQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param check empty: all checks of the symptom together
    private record Open(
            Optional<String> symptom,
            Optional<String> check,
            int findings,
            int nodes,
            FindingCounts severities,
            List<String> links,
            Optional<Instant> since,
            Optional<Instant> lastChanged) {

        static Open of(ResultSet row, int number) throws SQLException {
            var cells = new Cells(row);
            List<String> links = Arrays.asList((String[]) row.getArray("links").getArray());
            return new Open(
                    cells.textIfAny("symptom"),
                    cells.textIfAny("check_id"),
                    cells.integer("findings"),
                    cells.integer("nodes"),
                    FindingCounts.of(row),
                    Stream.of(Link.values()).map(Link::id).filter(links::contains).toList(),
                    cells.instantIfAny("since"),
                    cells.instantIfAny("last_changed"));
        }

        static Open none(String symptom) {
            return new Open(
                    Optional.of(symptom),
                    Optional.empty(),
                    0,
                    0,
                    FindingCounts.NONE,
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// How many more there are since an hour of the last 24.
    private record Moved(Optional<String> symptom, String check, int hoursAgo, int more) {

        static Moved of(ResultSet row, int number) throws SQLException {
            var cells = new Cells(row);
            return new Moved(
                    cells.textIfAny("symptom"),
                    cells.text("check_id"),
                    cells.integer("hours_ago"),
                    cells.integer("more"));
        }
    }

    @Transactional(readOnly = true)
    public SymptomView.Table table() {
        List<Open> open = jdbc.sql(OPEN).query(Open::of).list();
        List<Moved> moved = jdbc.sql(MOVED).query(Moved::of).list();
        return new SymptomView.Table(
                Stream.of(Symptom.values()).map(symptom -> symptom(symptom, open, moved)).toList(),
                open.stream()
                        .filter(row -> row.symptom().isEmpty())
                        .flatMap(row -> row.check().stream().map(check -> check(check, row, moved)))
                        .toList());
    }

    private static SymptomView symptom(Symptom symptom, List<Open> open, List<Moved> moved) {
        Optional<String> id = Optional.of(symptom.id());
        List<Open> own = open.stream().filter(row -> row.symptom().equals(id)).toList();
        Open whole =
                own.stream()
                        .filter(row -> row.check().isEmpty())
                        .findFirst()
                        .orElse(Open.none(symptom.id()));
        return new SymptomView(
                symptom.id(),
                symptom.title(),
                whole.findings(),
                whole.nodes(),
                whole.severities(),
                whole.links(),
                whole.since(),
                whole.lastChanged(),
                lastDay(whole.findings(), moved, move -> move.symptom().equals(id)),
                own.stream().flatMap(SymptomQueries::cause).toList(),
                GUIDES.getOrDefault(symptom, List.of()));
    }

    private static Stream<SymptomView.Cause> cause(Open row) {
        return row.check().stream()
                .map(check ->
                        new SymptomView.Cause(
                                check,
                                row.findings(),
                                row.nodes(),
                                Math.toIntExact(row.severities().info())));
    }

    private static CheckView check(String check, Open row, List<Moved> moved) {
        return new CheckView(
                check,
                row.findings(),
                row.nodes(),
                row.severities(),
                row.links(),
                row.since(),
                row.lastChanged(),
                lastDay(
                        row.findings(),
                        moved,
                        move -> move.symptom().isEmpty() && move.check().equals(check)));
    }

    private static List<Integer> lastDay(int now, List<Moved> moved, Predicate<Moved> own) {
        return LastDay.before(
                now,
                moved.stream()
                        .filter(own)
                        .map(move -> new LastDay.Move(move.hoursAgo(), move.more()))
                        .toList());
    }
}
