package io.vfleet.server.profiles;

import io.vfleet.server.lists.Condition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which profiles there are, and which nodes are of them.
@Repository
class ProfileQueries {

    private final JdbcClient jdbc;

    ProfileQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Rules rules() {
        return new Rules(
                jdbc.sql("select name, wants, selector from profile order by priority desc, name")
                        .query((row, number) ->
                                new Rules.Rule(
                                        row.getString("name"),
                                        row.getString("wants"),
                                        Optional.ofNullable(row.getString("selector"))))
                        .list());
    }

    /// The profile of a node with these labels, a JSON object.
    Optional<String> applied(Rules rules, String labels) {
        Condition applied = rules.applied();
        return jdbc.sql(
                        "select %s from (select cast(:labels as jsonb) as labels) n"
                                .formatted(applied.sql()))
                .params(applied.parameters())
                .param("labels", labels)
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    /// Nodes of a profile.
    ///
    /// @param waiting those among them that are not judged by it as it is now
    record Count(int nodes, int waiting) {
        static final Count NONE = new Count(0, 0);
    }

    Map<String, Count> counts(Rules rules) {
        Condition applied = rules.applied();
        Map<String, Count> counts = new HashMap<>();
        jdbc.sql(
                        """
                        select name, count(*) as nodes, count(waiting) as waiting
                        from (select %s as name, r.node_id as waiting
                              from fleet_node n left join rejudge r on r.node_id = n.id
                              where n.status in ('ONLINE', 'LATE', 'OFFLINE')) x
                        where name is not null
                        group by name
                        """
                                .formatted(applied.sql()))
                .params(applied.parameters())
                .query(row -> {
                    counts.put(
                            row.getString("name"),
                            new Count(row.getInt("nodes"), row.getInt("waiting")));
                });
        return counts;
    }
}
