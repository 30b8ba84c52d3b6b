package io.vfleet.domain.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A fact that is another one than when a plan was made.
///
/// @param planned empty: it was not there
/// @param now empty: it is gone
public record Moved(String fact, Optional<String> planned, Optional<String> now) {

    /// What differs, in order of the facts.
    public static List<Moved> between(Map<String, String> planned, Map<String, String> now) {
        var facts = new TreeSet<>(planned.keySet());
        facts.addAll(now.keySet());
        return facts.stream()
                .map(fact ->
                        new Moved(
                                fact,
                                Optional.ofNullable(planned.get(fact)),
                                Optional.ofNullable(now.get(fact))))
                .filter(moved -> !moved.planned().equals(moved.now()))
                .toList();
    }
}
