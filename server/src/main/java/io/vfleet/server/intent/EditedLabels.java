package io.vfleet.server.intent;

import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.platform.EntityTag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the labels that people set; only what differs from the agent's report is stored.
@Service
class EditedLabels {

    private static final TypeReference<TreeMap<String, String>> LABELS = new TypeReference<>() {};

    private final NodeLabelOverrideRepository overrides;
    private final PfQueries nodes;
    private final History history;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    EditedLabels(
            NodeLabelOverrideRepository overrides,
            PfQueries nodes,
            History history,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.overrides = overrides;
        this.nodes = nodes;
        this.history = history;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /// One edit; a label that is mapped to null goes away.
    record Edit(
            UUID node, Map<String, @Nullable String> labels, String by, @Nullable String ifMatch) {}

    /// The labels as they are now.
    @Transactional
    public Map<String, String> merge(Edit edit) {
        // the row lock makes two edits at once follow each other, the second with a stale tag
        String json = nodes.reportedLabels(edit.node()).orElse("{}");
        Map<String, String> reported = this.json.readValue(json, LABELS);
        Map<String, String> before = effective(edit.node(), reported);
        tag(before).requireMatch(edit.ifMatch());
        Instant now = clock.instant();
        edit.labels().forEach((label, value) -> put(edit, label, value, reported.get(label)));
        overrides.flush();
        Map<String, String> after = effective(edit.node(), reported);
        if (!after.equals(before)) {
            history.append(List.of(event(edit, before, after, now)));
            events.publishEvent(new ExpectationsChanged(edit.node()));
        }
        return after;
    }

    static EntityTag tag(Map<String, String> labels) {
        return EntityTag.of(new TreeMap<>(labels));
    }

    private void put(
            Edit edit, String label, @Nullable String value, @Nullable String reportedValue) {
        var key = new LabelKey(edit.node(), label);
        if (Objects.equals(value, reportedValue)) {
            overrides.findById(key).ifPresent(overrides::delete);
            return;
        }
        overrides.save(new NodeLabelOverride(key, value, edit.by(), clock.instant()));
    }

    private Map<String, String> effective(UUID node, Map<String, String> reported) {
        var labels = new TreeMap<>(reported);
        for (NodeLabelOverride override : overrides.findByKeyNodeId(node)) {
            String value = override.value();
            if (value == null) {
                labels.remove(override.key().label());
                continue;
            }
            labels.put(override.key().label(), value);
        }
        return labels;
    }

    private Event event(
            Edit edit, Map<String, String> before, Map<String, String> after, Instant now) {
        return new Event(
                edit.node(),
                now,
                Event.Kind.LABELS,
                "node",
                Optional.of(json.writeValueAsString(before)),
                Optional.of(json.writeValueAsString(after)),
                json.writeValueAsString(Map.of("by", edit.by())));
    }
}
