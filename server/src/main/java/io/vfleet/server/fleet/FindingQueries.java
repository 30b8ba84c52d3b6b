package io.vfleet.server.fleet;

import io.vfleet.server.fleet.FindingEvent.Kind;
import io.vfleet.server.lists.Cells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What happened to one finding.
@Repository
class FindingQueries {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<java.util.Map<String, Object>> MAP =
            new TypeReference<>() {};
    private static final String PREFIX = "finding-";

    private final JdbcClient jdbc;

    FindingQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Oldest first.
    List<FindingEvent> trail(FindingView finding) {
        return reopenings(
                jdbc.sql(
                                """
                                select at, kind, detail from history
                                where node_id = :node and subject = :subject and coalesce(after, before) = :check
                                  and kind like 'finding-%'
                                order by id
                                """)
                        .param("node", finding.node())
                        .param("subject", finding.subject())
                        .param("check", finding.check())
                        .query((row, number) ->
                                new FindingEvent(
                                        new Cells(row).instant("at"),
                                        kind(row.getString("kind")),
                                        JSON.readValue(row.getString("detail"), MAP)))
                        .list());
    }

    private static Kind kind(String stored) {
        return Kind.valueOf(stored.substring(PREFIX.length()).toUpperCase(Locale.ROOT));
    }

    /// History knows openings alone; all but the first are reopenings.
    private static List<FindingEvent> reopenings(List<FindingEvent> events) {
        var all = new ArrayList<FindingEvent>();
        boolean before = false;
        for (FindingEvent event : events) {
            boolean again = event.kind() == Kind.OPENED && before;
            before |= event.kind() == Kind.OPENED;
            all.add(again ? new FindingEvent(event.at(), Kind.REOPENED, event.detail()) : event);
        }
        return all;
    }
}
