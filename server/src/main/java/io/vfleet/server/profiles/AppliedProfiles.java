package io.vfleet.server.profiles;

import io.vfleet.domain.chain.Expectations;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Says what is wanted of a node by its labels.
@Component
public class AppliedProfiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final ProfileQueries queries;

    AppliedProfiles(ProfileQueries queries) {
        this.queries = queries;
    }

    /// A profile and what it wants.
    public record Applied(String name, Expectations expectations) {

        static Applied of(Rules.Rule rule) {
            return new Applied(rule.name(), Wants.read(rule.wants()).of(rule.name()));
        }
    }

    public Optional<Applied> of(Map<String, String> labels) {
        Rules rules = queries.rules();
        Optional<String> named = Optional.ofNullable(labels.get(Rules.LABEL));
        if (named.isPresent() || !rules.anySelector()) {
            return named.flatMap(rules::named).map(Applied::of);
        }
        return queries.applied(rules, JSON.writeValueAsString(labels))
                .flatMap(rules::named)
                .map(Applied::of);
    }
}
