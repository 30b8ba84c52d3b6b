package io.vfleet.server.notifications;

import io.vfleet.domain.chain.Symptom;
import io.vfleet.server.notifications.Message.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What a message says, in each form.
@Component
class Bodies {

    private static final int NAMED = 10;

    private final String pages;

    Bodies(NotificationSettings settings) {
        this.pages = settings.publicUrl();
    }

    /// The same message gives the same body with every attempt.
    String of(Form form, UUID id, Instant at, Message message) {
        return Documents.json(
                switch (form) {
                    case GENERIC -> generic(id, at, message);
                    case SLACK -> slack(message);
                });
    }

    private Map<String, Object> generic(UUID id, Instant at, Message message) {
        var data = new LinkedHashMap<String, Object>();
        data.put("title", title(message));
        message.symptom().ifPresent(symptom -> data.put("symptom", symptom));
        message.severity().ifPresent(severity -> data.put("severity", severity));
        data.put("site", message.site());
        data.put("count", message.nodes());
        data.put("nodes", message.items().stream().map(this::generic).toList());
        link(topicPath(message)).ifPresent(url -> data.put("url", url));
        runbook(message).ifPresent(url -> data.put("runbook", url));
        var body = new LinkedHashMap<String, Object>();
        body.put("id", id.toString());
        body.put("type", message.kind());
        body.put("timestamp", at.toString());
        body.put("data", data);
        return body;
    }

    private Map<String, Object> generic(Item item) {
        var node = new LinkedHashMap<String, Object>();
        node.put("id", item.node().toString());
        node.put("hostname", item.hostname());
        node.put("at", item.at().toString());
        item.check().ifPresent(check -> node.put("check", check));
        item.subject().ifPresent(subject -> node.put("subject", subject));
        item.cause().ifPresent(cause -> node.put("cause", cause));
        item.operation().ifPresent(operation -> node.put("operation", operation.toString()));
        link(path(item)).ifPresent(url -> node.put("url", url));
        return node;
    }

    private Map<String, Object> slack(Message message) {
        String title = title(message);
        var blocks = new ArrayList<Map<String, Object>>();
        blocks.add(section("*" + escaped(title) + "*"));
        String nodes =
                message.items().stream()
                        .limit(NAMED)
                        .map(this::line)
                        .collect(Collectors.joining("\n"));
        int beyond = message.nodes() - Math.min(NAMED, message.items().size());
        String more = beyond > 0 ? "\n… and " + beyond + " more" : "";
        if (!nodes.isEmpty()) {
            blocks.add(section(nodes + more));
        }
        String links =
                Stream.of(
                                link(topicPath(message)).map(url -> "<" + url + "|All of them>"),
                                runbook(message).map(url -> "<" + url + "|What to do>"))
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining("  ·  "));
        if (!links.isEmpty()) {
            blocks.add(section(links));
        }
        return Map.of("text", escaped(title), "blocks", blocks);
    }

    private static Map<String, Object> section(String text) {
        return Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
    }

    private String line(Item item) {
        String name = escaped(item.hostname());
        String linked = link(path(item)).map(url -> "<" + url + "|" + name + ">").orElse(name);
        String what =
                Stream.of(item.subject(), item.cause())
                        .flatMap(Optional::stream)
                        .collect(Collectors.joining(": "));
        return "• " + linked + (what.isEmpty() ? "" : " – " + escaped(shortened(what)));
    }

    private static String shortened(String text) {
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    String title(Message message) {
        String site = message.site().isEmpty() ? "" : " at " + message.site();
        String nodes = message.nodes() == 1 ? "1 node" : message.nodes() + " nodes";
        return switch (message.kindOf()) {
            case FINDING_OPENED -> "%s: %s%s".formatted(words(message), nodes, site);
            case FINDING_RESOLVED -> "Resolved, %s: %s%s".formatted(words(message), nodes, site);
            case FINDING_REMINDER -> "Still open, %s: %s%s".formatted(words(message), nodes, site);
            case OPERATION_ENDED ->
                    "Operation ended %s: %s%s".formatted(message.topic(), nodes, site);
            case NODE_SILENT -> "Silent: %s%s".formatted(nodes, site);
            case NODE_BACK -> "Heard of again: %s%s".formatted(nodes, site);
            case TEST -> "A test of vfleet's notifications";
        };
    }

    private static String words(Message message) {
        return message.symptom().flatMap(Bodies::title).orElseGet(() -> "Check " + message.topic());
    }

    private static Optional<String> title(String symptom) {
        return Stream.of(Symptom.values())
                .filter(known -> known.id().equals(symptom))
                .map(Symptom::title)
                .findFirst();
    }

    private static String path(Item item) {
        return item.operation()
                .map(id -> "/operations/" + id)
                .orElseGet(() -> "/nodes/" + item.node());
    }

    private static String topicPath(Message message) {
        return switch (message.kindOf()) {
            case FINDING_OPENED, FINDING_RESOLVED, FINDING_REMINDER ->
                    "/findings/" + message.symptom().orElse(message.topic());
            case OPERATION_ENDED -> "/operations";
            case NODE_SILENT, NODE_BACK -> "/nodes";
            case TEST -> "/";
        };
    }

    private Optional<String> runbook(Message message) {
        return switch (message.kindOf()) {
            case FINDING_OPENED, FINDING_REMINDER, FINDING_RESOLVED ->
                    link("/runbooks/" + message.symptom().orElse(Happening.NO_SYMPTOM));
            case OPERATION_ENDED -> link("/runbooks/operation-failed");
            case NODE_SILENT, NODE_BACK -> link("/runbooks/nodes-silent");
            case TEST -> Optional.empty();
        };
    }

    private Optional<String> link(String path) {
        return pages.isEmpty() ? Optional.empty() : Optional.of(pages + path);
    }

    /// A message that says nothing but that it came.
    static Message test() {
        return new Message(
                Happening.Kind.TEST.id(), "", Optional.empty(), "", Optional.empty(), List.of(), 0);
    }
}
