package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.Api;
import io.vfleet.server.TestAgent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints how long a person waits for what is asked of the whole stored fleet, of nodes of 8 PFs
/// with 8 VFs each and a dozen findings; `-Dvfleet.stored=10000` for figures one can believe.
class QuestionRateTests extends IngestScene {

    private static final int NODES = Integer.getInteger("vfleet.stored", 100);
    private static final String CHECK = "/api/v1/own-checks/own-eight-each";
    private static final String BROKEN = "/api/v1/findings?filter=severity==critical";

    @Autowired private Api anybody;

    @Test
    void whatIsAskedOfTheWholeFleetIsAnsweredOfAllOfIt() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.host(8, 8)));
        send(agent, report(2, Inventories.host(8, 8).iommuOffInKernel()));
        new CopiedFleet(jdbc, agent, NODES).copyAnswers();
        Api api = anybody.with("admin");

        JsonNode sizing = asked("sizing, summary", api, "/api/v1/sizing/summary?numVfs=32");
        assertThat(
                        sizing.path("yes").asInt()
                                + sizing.path("no").asInt()
                                + sizing.path("unknown").asInt())
                .isEqualTo(8 * NODES);
        asked("sizing, first page", api, "/api/v1/sizing?numVfs=32&orderBy=hostname");
        asked("sizing, those that cannot", api, "/api/v1/sizing?numVfs=32&filter=answer==NO");
        JsonNode cohort = asked("cohort", api, "/api/v1/symptoms/vf-not-isolated/cohort");
        assertThat(cohort.path("affected").asInt()).isEqualTo(NODES);
        JsonNode symptoms = asked("symptoms", api, "/api/v1/symptoms");
        assertThat(symptoms.at("/items/1/nodes").asInt()).isEqualTo(NODES);
        asked("findings, first page", api, "/api/v1/findings");
        asked("findings, filtered", api, BROKEN + ";symptom==vf-not-isolated");
        asked("findings, filtered by label", api, BROKEN + ";labels.rack=isnull=true");
        JsonNode counted = asked("findings, counted", api, BROKEN + "&total=true");
        assertThat(counted.path("totalSize").asInt()).isGreaterThanOrEqualTo(NODES);
        asked("findings, groups by symptom", api, "/api/v1/findings/groups");
        asked("findings, groups by check", api, "/api/v1/findings/groups?by=CHECK");
        asked("nodes of a symptom", api, "/api/v1/nodes?filter=symptom==vf-not-isolated");
        asked("fleet summary", api, "/api/v1/fleet/summary");
        assertThat(tried(api).path("nodes").asInt()).isPositive();
    }

    private static JsonNode tried(Api api) {
        String body =
                new JsonMapper()
                        .writeValueAsString(
                                Map.of(
                                        "title", "Has every port eight VFs?",
                                        "link", "vfs",
                                        "severity", "critical",
                                        "confidence", "high",
                                        "subject", "pf",
                                        "expression", "pf.sriov.numVfs == 8",
                                        "cause", "Ports here have eight VFs.",
                                        "fix", List.of()));
        api.send("POST", CHECK, Optional.of(body)).ok();
        return measured(
                "own check, trial",
                () -> api.send("POST", CHECK + "/trial", Optional.empty()).ok());
    }

    private static JsonNode asked(String what, Api api, String path) {
        api.get(path).ok();
        return measured(what, () -> api.get(path).ok());
    }

    private static JsonNode measured(String what, Supplier<JsonNode> question) {
        long start = System.nanoTime();
        JsonNode answer = question.get();
        System.out.printf(
                "%d nodes, %s: %.0f ms%n", NODES, what, (System.nanoTime() - start) / 1e6);
        return answer;
    }
}
