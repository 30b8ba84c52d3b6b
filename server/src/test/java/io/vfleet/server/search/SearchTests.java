package io.vfleet.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class SearchTests {

    @Autowired private Api api;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;

    private Api reader;
    private UUID node;

    @BeforeEach
    void twoNodes() {
        reader = api.with("read");
        node = fleet.add("gpu-17.fra.example.com", Kind.healthy("fra"));
        fleet.add("cpu-17", Kind.broken("kernel", "ams"));
        jdbc.sql("update physical_function set netdev = 'enp129s0f0np0' where node_id = :node")
                .param("node", node)
                .update();
    }

    private List<JsonNode> found(String typed) {
        JsonNode answer = reader.get("/api/v1/search?q=" + Api.encode(typed)).ok();
        return StreamSupport.stream(answer.path("items").spliterator(), false).toList();
    }

    private List<String> titles(String typed, String kind) {
        return found(typed).stream()
                .filter(hit -> hit.path("kind").asString().equals(kind))
                .map(hit -> hit.path("title").asString())
                .toList();
    }

    /// Two nodes with one PF and two VFs each, at the same addresses.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gpu-17            | node    | 1
                    GPU-17.FRA        | node    | 1
                    17                | node    | 2
                    0000:81:00.0      | pf      | 2
                    81:00.0           | pf      | 2
                    enp129s0          | pf      | 1
                    02:00:00:00:00:01 | pf      | 2
                    0000:81:00.2      | vf      | 2
                    81:00.3           | vf      | 2
                    0000:81:00        | vf      | 4
                    0000:81           | vf      | 4
                    0000:82           | vf      | 0
                    02-00-00-00-01-01 | vf      | 2
                    0200.0000.0201    | vf      | 2
                    020000000         | vf      | 0
                    02:00:00          | vf      | 4
                    llm-70b/tr        | pod     | 2
                    train-3           | pod     | 2
                    isolated          | symptom | 1
                    vf not isolated   | symptom | 1
                    the profile asks  | check   | 1
                    g_u               | node    | 0
                    enp%              | pf      | 0
                    """)
    void whatPeopleHoldInTheirHandsIsFound(String typed, String kind, int hits) {
        assertThat(titles(typed, kind)).as(found(typed).toString()).hasSize(hits);
    }

    @Test
    void aHitSaysWhereItIs() {
        JsonNode vf =
                found("81:00.2").stream()
                        .filter(hit -> hit.path("node").asString().equals(node.toString()))
                        .findFirst()
                        .orElseThrow();
        assertThat(vf.path("kind").asString()).isEqualTo("vf");
        assertThat(vf.path("hostname").asString()).isEqualTo("gpu-17.fra.example.com");
        assertThat(vf.path("address").asString()).isEqualTo("0000:81:00.2");
        assertThat(vf.path("subtitle").asString())
                .isEqualTo(
                        "gpu-17.fra.example.com · 0000:81:00.0 · 02:00:00:00:01:00 · 02:00:00:00:02:00"
                                + " · llm-70b/train-3");
        JsonNode byId = found(node.toString().substring(0, 8)).getFirst();
        assertThat(byId.path("title").asString()).isEqualTo("gpu-17.fra.example.com");
    }

    @Test
    void operationsAreFoundByTheBeginningOfTheirId() {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into operation (id, kind, state, node_id, generation, reason, requested_by,
                                               requested_from, created_at, deadline, changed_at)
                        values (:id, 'RECHECK', 'QUEUED', :node, 1, 'r', 'ada', 'here', now(),
                                now() + interval '1 hour', now())
                        """)
                .param("id", id)
                .param("node", node)
                .update();
        JsonNode hit = found(id.toString().substring(0, 13)).getFirst();
        assertThat(hit.path("kind").asString()).isEqualTo("operation");
        assertThat(hit.path("id").asString()).isEqualTo(id.toString());
        assertThat(hit.path("title").asString()).isEqualTo("RECHECK QUEUED");
    }

    @Test
    void kindsComeOneAfterTheOtherAndTheLimitIsOfEach() {
        List<String> kinds =
                found("81:00").stream().map(hit -> hit.path("kind").asString()).toList();
        assertThat(kinds).containsExactly("pf", "pf", "vf", "vf", "vf", "vf");
        JsonNode few = reader.get("/api/v1/search?q=81:00&limit=1").ok();
        assertThat(few.path("items").size()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=x", "q=", "limit=10", "q=node&limit=0", "q=node&limit=51"})
    void aQuestionThatMeansNothingIsRefused(String query) {
        assertThat(reader.get("/api/v1/search?" + query).status()).isEqualTo(400);
    }
}
