package io.vfleet.server.profiles;

import io.vfleet.server.lists.Condition;
import io.vfleet.server.nodes.NodeSelector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which profile a node is of, in one place for one node and for all: the one its label `profile`
/// names, whether it exists or not; else the one of the highest priority whose selector matches.
record Rules(List<Rule> rules) {

    static final String LABEL = "profile";

    /// @param rules the highest priority first
    Rules {
        rules = List.copyOf(rules);
    }

    /// A profile's row as far as rules are concerned.
    record Rule(String name, String wants, Optional<String> selector) {}

    Optional<Rule> named(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    boolean anySelector() {
        return rules.stream().anyMatch(rule -> rule.selector().isPresent());
    }

    /// The name, as SQL over a row `n` with labels.
    Condition applied() {
        var sql =
                new StringBuilder(
                        """
                        case when n.labels ->> 'profile' is not null
                             then (select p.name from profile p where p.name = n.labels ->> 'profile')
                        """);
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.selector().isPresent()) {
                Condition matches = NodeSelector.ofLabels(rule.selector().get(), "s" + i + "_");
                sql.append(" when ").append(matches.sql()).append(" then :name_").append(i);
                parameters.putAll(matches.parameters());
                parameters.put("name_" + i, rule.name());
            }
        }
        return new Condition(sql.append(" end").toString(), parameters);
    }
}
