package io.vfleet.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The example playbook against the API's own description.
class PlaybookTests {

    private static final Path DOCS = Path.of("../docs");
    private static final String URI = "ansible.builtin.uri";

    @Test
    void everyCallIsOneThatTheApiKnowsWithFieldsItKnows() throws IOException {
        JsonNode api = new JsonMapper().readTree(Files.readString(DOCS.resolve("openapi.json")));
        List<Map<String, Object>> calls = calls();

        assertThat(calls).hasSize(3);
        for (Map<String, Object> call : calls) {
            String method = call.getOrDefault("method", "GET").toString().toLowerCase();
            JsonNode operation = api.path("paths").path(path(call)).path(method);
            assertThat(operation.isMissingNode()).as("%s %s", method, call.get("url")).isFalse();
            String status = call.getOrDefault("status_code", "200").toString();
            assertThat(operation.path("responses").has(status)).as(status).isTrue();
            JsonNode fields = fields(api, operation);
            body(call).keySet().forEach(field -> assertThat(fields.has(field)).as(field).isTrue());
        }
    }

    private static List<Map<String, Object>> calls() throws IOException {
        String text = Files.readString(DOCS.resolve("examples/resize.yaml"));
        List<Map<String, List<Map<String, Map<String, Object>>>>> plays =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return plays.getFirst().get("tasks").stream()
                .filter(task -> task.containsKey(URI))
                .map(task -> task.get(URI))
                .toList();
    }

    private static String path(Map<String, Object> call) {
        return Objects.requireNonNull(call.get("url"))
                .toString()
                .replace("{{ vfleet_url }}", "")
                .replaceAll("\\?.*", "")
                .replaceAll("\\{\\{[^}]*}}", "{id}");
    }

    private static JsonNode fields(JsonNode api, JsonNode operation) {
        String schema =
                operation.at("/requestBody/content/application~1json/schema/$ref").asString("");
        return api.at(schema.isEmpty() ? "/none" : schema.substring(1)).path("properties");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(Map<String, Object> call) {
        return (Map<String, Object>) call.getOrDefault("body", Map.of());
    }
}
