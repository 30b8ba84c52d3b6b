package io.vfleet.server.fleet;

import io.vfleet.server.lists.Cells;
import io.vfleet.server.lists.Condition;
import io.vfleet.server.lists.KeptFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Counts open findings in groups.
@Repository
class FindingGroupQueries {

    private static final String OPEN =
            """
            select %1$s as key,
                   count(*) filter (where not x.muted and %4$s) as findings,
                   count(distinct x.node_id) filter (where not x.muted and %4$s) as nodes,
                   count(*) filter (where x.severity = 'critical' and not x.muted) as critical,
                   count(*) filter (where x.severity = 'warning' and not x.muted) as warning,
                   count(*) filter (where x.severity = 'info' and not x.muted) as info,
                   count(*) filter (where x.muted) as muted,
                   count(*) filter (where x.acknowledged_at is not null and not x.muted and %4$s) as acknowledged,
                   min(x.first_seen) filter (where not x.muted and %4$s) as since,
                   max(x.last_changed) filter (where not x.muted and %4$s) as last_changed
            from %2$s
            where x.resolved_at is null and %3$s
            group by 1
            order by nodes desc, key
            """;

    private static final String MOVED =
            """
            select %1$s as key, cast(floor(extract(epoch from now() - h.at) / 3600) as integer) as hours_ago,
                   sum(case h.kind when 'finding-opened' then 1 else -1 end) as more
            from history h, %2$s
            where h.kind in ('finding-opened', 'finding-resolved')
              and h.at > now() - interval '24 hours' and h.at <= now()
              and x.node_id = h.node_id and x.subject = h.subject and x.check_id = coalesce(h.after, h.before)
              and not x.muted and %4$s and %3$s
            group by 1, 2
            """;

    private final JdbcClient jdbc;

    FindingGroupQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public FindingGroups groups(String filter, FindingGroups.By by) {
        Condition where = KeptFilter.parse(filter, FindingView.TABLE, "filter", "f");
        List<Moved> moved =
                jdbc.sql(sql(MOVED, by, where)).params(where.parameters()).query(Moved::of).list();
        return new FindingGroups(
                jdbc.sql(sql(OPEN, by, where))
                        .params(where.parameters())
                        .query((row, number) -> group(row, moved))
                        .list());
    }

    private static String sql(String template, FindingGroups.By by, Condition where) {
        return template.formatted(by.sql(), FindingView.TABLE.from(), where.sql(), by.counted());
    }

    /// How many more there are since an hour of the last 24.
    private record Moved(String key, LastDay.Move move) {

        static Moved of(ResultSet row, int number) throws SQLException {
            return new Moved(
                    row.getString("key"),
                    new LastDay.Move(row.getInt("hours_ago"), row.getInt("more")));
        }
    }

    private static FindingGroups.Group group(ResultSet row, List<Moved> moved) throws SQLException {
        var cells = new Cells(row);
        String key = cells.text("key");
        return new FindingGroups.Group(
                key,
                cells.integer("findings"),
                cells.integer("nodes"),
                FleetSummary.FindingCounts.of(row),
                cells.integer("acknowledged"),
                cells.instantIfAny("since"),
                cells.instantIfAny("last_changed"),
                LastDay.before(
                        cells.integer("findings"),
                        moved.stream()
                                .filter(it -> it.key().equals(key))
                                .map(Moved::move)
                                .toList()));
    }
}
