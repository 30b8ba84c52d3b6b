package io.vfleet.server.ownchecks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `fields.tsv` and the reference in `docs/own-checks.md` say what reports really have.
class ReportFieldsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OF_THE_MESSAGE =
            Set.of("schemaVersion", "epoch", "sequence", "changes");

    @Test
    void everyFieldOfTheGoldenReportsIsThereWithItsKindAndNoOther() throws IOException {
        Map<String, String> reported = new TreeMap<>();
        for (String document : new String[] {"report-v1.json", "report-v1-later.json"}) {
            walk("", golden(document), reported);
        }
        reported.put("host.lockdown", "string");

        assertThat(ReportFields.read()).isEqualTo(reported);
    }

    @Test
    void theReferenceNamesThemAll() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        Path root = module.endsWith("server") ? module.getParent() : module;
        String reference = Files.readString(root.resolve("docs").resolve("own-checks.md"));

        String rows =
                ReportFields.read().entrySet().stream()
                        .map(field -> "| `%s` | %s |".formatted(field.getKey(), field.getValue()))
                        .collect(Collectors.joining("\n"));
        assertThat(reference).contains(rows);
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream in = ReportFieldsTests.class.getResourceAsStream("/wire/" + name)) {
            return JSON.readTree(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
        }
    }

    private static void walk(String owner, JsonNode object, Map<String, String> fields) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (owner.isEmpty() && OF_THE_MESSAGE.contains(field.getKey())) {
                continue;
            }
            String path = owner + field.getKey();
            JsonNode value = field.getValue();
            if (value.isArray()) {
                list(path, value, fields);
                continue;
            }
            fields.put(path, path.equals("labels") ? "map" : kind(value));
            if (value.isObject() && !path.equals("labels")) {
                walk(path + ".", value, fields);
            }
        }
    }

    // an empty list does not tell what it would hold
    private static void list(String path, JsonNode list, Map<String, String> fields) {
        TreeSet<String> kinds = new TreeSet<>();
        for (JsonNode entry : list) {
            kinds.add(kind(entry) + "s");
            if (entry.isObject()) {
                walk(path + "[].", entry, fields);
            }
        }
        kinds.forEach(kind -> fields.put(path, kind));
    }

    private static String kind(JsonNode value) {
        if (value.isObject()) {
            return "object";
        }
        if (value.isBoolean()) {
            return "bool";
        }
        return value.isNumber() ? "int" : "string";
    }
}
