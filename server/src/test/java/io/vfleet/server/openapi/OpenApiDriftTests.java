package io.vfleet.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class OpenApiDriftTests {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .build();

    @Autowired private Api api;

    @Test
    void theCommittedDocumentIsTheServedOne() throws IOException {
        String served = JSON.writeValueAsString(api.get("/api/v1/openapi").ok()) + "\n";
        Path committed = committed();
        if (Boolean.getBoolean("vfleet.openapi.update")) {
            Files.writeString(committed, served);
        }
        assertThat(Files.readString(committed))
                .as("the API changed; accept it with -Dvfleet.openapi.update=true")
                .isEqualTo(served);
    }

    @Test
    void everyOperationHasANameOfItsOwnAndItsProblems() {
        var names = new HashSet<String>();
        for (JsonNode path : api.get("/api/v1/openapi").ok().path("paths")) {
            for (JsonNode operation : path) {
                String name = operation.path("operationId").asString();
                assertThat(names.add(name)).as(name).isTrue();
                assertThat(name).matches("[a-z][A-Za-z]+");
                assertThat(operation.path("summary").asString()).as(name).isNotEmpty();
                assertThat(operation.path("responses").has("default")).as(name).isTrue();
            }
        }
        assertThat(names).hasSizeGreaterThan(25);
    }

    private static Path committed() {
        Path module = Path.of("").toAbsolutePath();
        Path root = module.endsWith("server") ? module.getParent() : module;
        return root.resolve("docs").resolve("openapi.json");
    }
}
