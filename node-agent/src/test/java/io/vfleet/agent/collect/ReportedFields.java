package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Every value of a report's document, in the words of a [FieldWalk]: what is told of a function is
/// found under its address, what is in a list under what it is called by; a list says its order.
final class ReportedFields {

    /// Of the agent itself; gaps have tests of their own.
    private static final Set<String> ITS_OWN =
            Set.of("schemaVersion", "agentVersion", "collectedAt", "journal", "gaps");

    /// What has no name of its own, or shares it with others.
    private static final Set<String> NUMBERED = Set.of("vfBars", "windows", "holders");

    private final SortedMap<String, String> facts = new TreeMap<>();

    private ReportedFields() {}

    /// Both ways: nothing is told but what the walk found, and all of it.
    static void agree(NodeInventory inventory, Path root) throws IOException {
        SortedMap<String, String> walked = FieldWalk.of(root);
        SortedMap<String, String> reported = of(inventory);
        SortedMap<String, String> onlyWalked = new TreeMap<>(walked);
        onlyWalked.entrySet().removeAll(reported.entrySet());
        reported.entrySet().removeAll(walked.entrySet());
        assertThat(reported).isEqualTo(onlyWalked);
    }

    static SortedMap<String, String> of(NodeInventory inventory) {
        Map<String, Object> document = document(inventory);
        document.keySet().removeAll(ITS_OWN);
        ReportedFields fields = new ReportedFields();
        fields.object("", document);
        return fields.facts;
    }

    private void object(String key, Map<String, Object> object) {
        object.forEach((name, value) -> {
            switch (value) {
                case Entry(Map<String, Object> entries) -> object(key + name + ".", entries);
                case Entries(List<Object> entries) -> list(key, name, entries);
                default -> put(key + name, value.toString());
            }
        });
    }

    private void list(String key, String name, List<Object> entries) {
        List<String> called = new ArrayList<>();
        for (Object entry : entries) {
            String call =
                    entry instanceof Entry(Map<String, Object> fields)
                            ? NUMBERED.contains(name)
                                    ? Integer.toString(called.size())
                                    : call(name, fields)
                            : entry.toString();
            called.add(call);
            if (entry instanceof Entry(Map<String, Object> fields)) {
                object(below(key, name, call, fields), fields);
            }
        }
        if (!called.isEmpty()) {
            put(key + name, String.join(" | ", called));
        }
    }

    private static String below(String key, String name, String call, Map<String, Object> fields) {
        if (fields.containsKey("address")) {
            return call + ".";
        }
        return name.equals("rdmaDevices")
                ? "rdma[" + call + "]."
                : "%s%s[%s].".formatted(key, name, call);
    }

    private static String call(String name, Map<String, Object> fields) {
        List<String> words =
                switch (name) {
                    case "hugepages" -> List.of("numaNode", "sizeKiB");
                    case "ports" -> List.of("number");
                    case "groups" -> List.of("id");
                    case "pools" -> List.of("resource");
                    case "log" -> List.of("about", "text");
                    case "owners" -> List.of("path", "pf");
                    case "nextBoot", "crashes", "hugepageMounts" -> List.of("path");
                    default -> List.of(fields.containsKey("address") ? "address" : "name");
                };
        return words.stream()
                .map(word -> fields.getOrDefault(word, "").toString())
                .collect(Collectors.joining("/"));
    }

    // a function may be told of twice: as itself and as a member of its group
    private void put(String key, String value) {
        String before = facts.put(key, value);
        if (before != null && !before.equals(value)) {
            throw new AssertionError(key + " is told as " + before + " and as " + value);
        }
    }

    private record Entry(Map<String, Object> fields) {}

    private record Entries(List<Object> entries) {}

    private static Map<String, Object> document(NodeInventory inventory) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            InventoryJson.write(inventory, out, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), out.toByteArray())) {
            parser.nextToken();
            return fields(parser);
        }
    }

    private static Map<String, Object> fields(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Entry(fields(parser));
            case START_ARRAY -> new Entries(entries(parser));
            default -> parser.getString();
        };
    }

    private static List<Object> entries(JsonParser parser) {
        List<Object> entries = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entries.add(value(parser));
        }
        return entries;
    }
}
