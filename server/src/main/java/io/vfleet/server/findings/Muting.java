package io.vfleet.server.findings;

import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.lists.Condition;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Keeps at each open finding which rule mutes it longest, so that lists and counts need ask no
/// rule.
@Component
class Muting {

    private static final JsonMapper JSON = new JsonMapper();

    private final MuteRepository mutes;
    private final FindingStore store;
    private final History history;
    private final Clock clock;

    Muting(MuteRepository mutes, FindingStore store, History history, Clock clock) {
        this.mutes = mutes;
        this.store = store;
        this.history = history;
        this.clock = clock;
    }

    /// After findings or labels of these nodes changed. Without a rule nothing can have come to
    /// match, and what an old one left says itself when it is over.
    void of(List<UUID> nodes) {
        List<Mute> rules = mutes.active(clock.instant());
        if (!rules.isEmpty() && !nodes.isEmpty()) {
            String[] ids = nodes.stream().map(UUID::toString).toArray(String[]::new);
            apply(rules, Condition.of("f.node_id = any(cast(:nodes as uuid[]))", "nodes", ids));
        }
    }

    /// After the rules changed.
    void ofAll() {
        apply(mutes.active(clock.instant()), Condition.ALL);
    }

    private void apply(List<Mute> rules, Condition scope) {
        Map<UUID, Mute> byId =
                rules.stream().collect(Collectors.toMap(Mute::id, Function.identity()));
        Instant now = clock.instant();
        history.append(
                store.mute(MuteSql.of(rules, scope), scope).stream()
                        .map(moved -> event(moved, moved.mute().map(byId::get), now))
                        .toList());
    }

    private static Event event(FindingStore.Moved moved, Optional<Mute> rule, Instant now) {
        return new Event(
                moved.node(),
                now,
                rule.isPresent() ? Event.Kind.FINDING_MUTED : Event.Kind.FINDING_UNMUTED,
                moved.subject(),
                Optional.empty(),
                Optional.of(moved.check()),
                JSON.writeValueAsString(rule.map(Muting::detail).orElse(Map.of())));
    }

    private static Map<String, String> detail(Mute rule) {
        var detail = new LinkedHashMap<String, String>();
        detail.put("mute", rule.id().toString());
        detail.put("by", rule.createdBy());
        detail.put("reason", rule.reason());
        detail.put("until", rule.until().toString());
        return detail;
    }
}
