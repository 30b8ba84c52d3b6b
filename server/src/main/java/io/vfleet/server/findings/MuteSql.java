package io.vfleet.server.findings;

import io.vfleet.server.lists.Condition;
import io.vfleet.server.nodes.NodeSelector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What rules match, as one query: finding_id, mute, until.
record MuteSql(String sql, Map<String, Object> parameters) {

    private static final String NOTHING =
            "select null::uuid as finding_id, null::uuid as mute, null::timestamptz as until where false";

    /// as in fleet_node, for the nodes at hand alone
    private static final String NODE =
            """
            join lateral (select x.id, x.hostname,
                                 jsonb_strip_nulls(x.reported_labels || coalesce(
                                     (select jsonb_object_agg(o.label, o.value) from node_label_override o
                                      where o.node_id = x.id), '{}')) as labels
                          from node x where x.id = f.node_id) n on true
            """;

    /// @param scope over `f`, which findings are looked at
    static MuteSql of(List<Mute> rules, Condition scope) {
        var all = new StringBuilder(NOTHING);
        Map<String, Object> parameters = new HashMap<>(scope.parameters());
        for (int i = 0; i < rules.size(); i++) {
            Condition matches = matches(rules.get(i), "m" + i + "_").and(scope);
            all.append(
                    """

                    union all
                    select f.id, cast(:m%1$d_mute as uuid), cast(:m%1$d_until as timestamptz)
                    from finding f %2$s where f.resolved_at is null and %3$s
                    """
                            .formatted(
                                    i,
                                    rules.get(i).selector().isPresent() ? NODE : "",
                                    matches.sql()));
            parameters.putAll(matches.parameters());
            parameters.put("m" + i + "_mute", rules.get(i).id().toString());
            parameters.put("m" + i + "_until", rules.get(i).until().toString());
        }
        return new MuteSql(all.toString(), parameters);
    }

    private static Condition matches(Mute rule, String prefix) {
        Condition all = Condition.ALL;
        if (rule.findingId().isPresent()) {
            all = all.and(of("f.id", prefix + "finding", rule.findingId().get()));
        }
        if (rule.checkId().isPresent()) {
            all = all.and(of("f.check_id", prefix + "check", rule.checkId().get()));
        }
        if (rule.symptom().isPresent()) {
            all = all.and(of("f.symptom", prefix + "symptom", rule.symptom().get()));
        }
        if (rule.selector().isPresent()) {
            all = all.and(NodeSelector.ofNodes(rule.selector().get(), prefix));
        }
        return all;
    }

    private static Condition of(String column, String parameter, Object value) {
        return Condition.of(column + " = :" + parameter, parameter, value);
    }
}
