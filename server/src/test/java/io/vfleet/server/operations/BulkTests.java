package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.server.Api;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

class BulkTests extends OperationScene {

    /// By hostname, as a bulk takes them.
    private List<TestAgent> nodes(int count) {
        return Stream.generate(this::reported)
                .limit(count)
                .sorted(Comparator.comparing(TestAgent::hostname))
                .toList();
    }

    private UUID plan() {
        String body =
                "{\"kind\":\"RESIZE_VFS\",\"selector\":\"address==%s\",\"numVfs\":8}".formatted(PF);
        return UUID.fromString(people.post("/api/v1/plans", body).ok().path("id").asString());
    }

    private Api.Answer start(UUID plan, String key) {
        return people.post(
                "/api/v1/bulks",
                "{\"planId\":\"%s\",\"reason\":\"training\"}".formatted(plan),
                "Idempotency-Key",
                key);
    }

    private UUID started(UUID plan) {
        Api.Answer answer = start(plan, UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(answer.json().path("id").asString());
    }

    private JsonNode bulk(UUID id) {
        return people.get("/api/v1/bulks/" + id).ok();
    }

    private List<JsonNode> operations(UUID bulk) {
        return people.all("/api/v1/operations?filter=" + Api.encode("bulk==" + bulk));
    }

    private void awaitState(UUID bulk, String state) {
        Eventually.so(() -> bulk(bulk).path("state").asString().equals(state));
    }

    private void succeed(TestAgent agent) {
        UUID id = fetched(agent).id();
        tell(agent, progress(id, OperationState.RUNNING));
        tell(agent, progress(id, OperationState.VERIFYING, OptionalInt.of(8)));
        report(agent, 2, host(agent, 8));
    }

    private void end(TestAgent agent, OperationState ending) {
        tell(agent, progress(fetched(agent).id(), ending));
    }

    @Test
    void nodesAreChangedOneAfterTheOther() {
        List<TestAgent> nodes = nodes(3);
        UUID bulk = started(plan());

        succeed(nodes.get(0));
        assertThat(operations(bulk).size()).isLessThanOrEqualTo(2);
        // a gate that says no stops nobody
        end(nodes.get(1), OperationState.REFUSED);
        succeed(nodes.get(2));

        awaitState(bulk, "FINISHED");
        assertThat(operations(bulk))
                .extracting(operation -> operation.path("state").asString())
                .containsExactly("SUCCEEDED", "REFUSED", "SUCCEEDED");
        assertThat(bulk(bulk).path("begun").asInt()).isEqualTo(3);
        assertThat(audited(bulk)).containsExactly("bulk-ended", "bulk-started");
    }

    private List<String> audited(UUID bulk) {
        return admin()
                .all("/api/v1/audit?filter=" + Api.encode("subject=='bulk " + bulk + "'"))
                .stream()
                .map(row -> row.path("what").asString())
                .toList();
    }

    @Test
    void firstThatGoesWrongIsTheLast() {
        List<TestAgent> nodes = nodes(3);
        UUID bulk = started(plan());

        end(nodes.getFirst(), OperationState.FAILED);

        awaitState(bulk, "STOPPED");
        assertThat(bulk(bulk).path("explanation").asString())
                .contains("FAILED", nodes.getFirst().hostname());
        assertThat(operations(bulk)).hasSize(1);
        assertThatThrownBy(jdbc.sql("update bulk set state = 'RUNNING', ended_at = null")::update)
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("final");
    }

    @Test
    void nodeThatMovedSinceThePlanStopsTheBulk() {
        List<TestAgent> nodes = nodes(2);
        UUID bulk = started(plan());
        report(nodes.get(1), 2, host(nodes.get(1), 2));

        succeed(nodes.getFirst());

        awaitState(bulk, "STOPPED");
        assertThat(bulk(bulk).path("explanation").asString())
                .contains("not as it was planned", nodes.get(1).hostname());
    }

    @Test
    void openBreakerBeginsNothingMore() {
        List<TestAgent> nodes = nodes(1);
        admin().put("/api/v1/breaker", "{\"open\":true,\"reason\":\"test\"}").ok();
        UUID bulk = started(plan());
        assertThat(poll(nodes.getFirst(), 3)).isEmpty();
        assertThat(operations(bulk)).isEmpty();
        admin().put("/api/v1/breaker", "{\"open\":false,\"reason\":\"test\"}").ok();

        succeed(nodes.getFirst());

        awaitState(bulk, "FINISHED");
    }

    @Test
    void canceledBulkTakesBackWhatNoAgentHas() {
        nodes(2);
        UUID bulk = started(plan());
        Eventually.so(() -> operations(bulk).size() == 1);

        JsonNode canceled = people.post("/api/v1/bulks/" + bulk + "/cancel", "").ok();

        assertThat(canceled.path("state").asString()).isEqualTo("CANCELED");
        assertThat(operations(bulk))
                .extracting(operation -> operation.path("state").asString())
                .containsExactly("CANCELED");
        assertThat(people.post("/api/v1/bulks/" + bulk + "/cancel", "").ok()).isEqualTo(canceled);
    }

    @Test
    void planIsCarriedOutOnceAndAKeyMeansOneRequest() {
        nodes(1);
        UUID plan = plan();
        Api.Answer first = start(plan, "k1");

        assertThat(start(plan, "k1").json().path("id")).isEqualTo(first.json().path("id"));
        assertThat(start(plan, "k2").problem(409, "conflict").path("bulk"))
                .isEqualTo(first.json().path("id"));
        start(plan(), "k1").problem(422, "idempotency-key-reused");
        start(UUID.randomUUID(), "k3").problem(404, "not-found");
    }

    @Test
    void databaseAllowsOneActiveOperationOfABulkAndGrowingGenerationsOnly() {
        List<TestAgent> nodes = nodes(2);
        UUID bulk = started(plan());
        Eventually.so(() -> operations(bulk).size() == 1);
        asked(resize(nodes.get(1), 8));

        assertThatThrownBy(
                        jdbc.sql("update operation set bulk_id = :bulk").param("bulk", bulk)
                                ::update)
                .hasMessageContaining("operation_one_of_bulk");
        assertThatThrownBy(jdbc.sql("update pf_generation set generation = generation - 1")::update)
                .hasMessageContaining("generation");
    }
}
