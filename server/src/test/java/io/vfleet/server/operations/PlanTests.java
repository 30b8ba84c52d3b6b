package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.server.Api;
import io.vfleet.server.TestAgent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlanTests extends OperationScene {

    private static final VfHolder POD =
            VfHolder.pod(
                    "7b0e", Optional.of("llm-70b/train-3"), Optional.of("main"), "nvidia.com/mlnx");

    private JsonNode plan(String body) {
        Api.Answer answer = people.post("/api/v1/plans", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(people.get(answer.header("Location")).ok()).isEqualTo(answer.json());
        return answer.json();
    }

    private static String one(TestAgent agent, int numVfs) {
        return "{\"kind\":\"RESIZE_VFS\",\"node\":\"%s\",\"pf\":\"%s\",\"numVfs\":%d}"
                .formatted(agent.nodeId(), PF, numVfs);
    }

    private static HostDraft free(TestAgent agent) {
        return host(agent).eachPf(pf -> pf.eachVf(vf -> vf.free())).owners();
    }

    private static HostDraft held(TestAgent agent) {
        return free(agent).pf(0, pf -> pf.vf(2, vf -> vf.heldBy(POD)));
    }

    @Test
    void planSaysWhatGoesWhoHoldsItAndWhatTheGatesWouldSay() {
        TestAgent agent = joined(true);
        report(agent, 1, held(agent));

        JsonNode plan = plan(one(agent, 8));

        assertThat(plan.path("destroyed").asInt()).isEqualTo(4);
        assertThat(plan.path("inUse").asInt()).isEqualTo(1);
        JsonNode change = plan.path("changes").get(0);
        assertThat(change.path("before").asInt()).isEqualTo(4);
        assertThat(change.path("possible").asString()).isEqualTo("YES");
        JsonNode holder = change.path("destroyed").get(2).path("holders").get(0);
        assertThat(holder.path("kind").asString()).isEqualTo("kubelet");
        assertThat(holder.path("name").asString()).isEqualTo("llm-70b/train-3");
        assertThat(holder.path("podUid").asString()).isEqualTo("7b0e");
        assertThat(verdict(change, "G7")).isEqualTo("REFUSED");
        assertThat(verdict(change, "G8")).isEqualTo("PASSED");
        assertThat(verdict(change, "G13")).isEqualTo("NODE_ASKS");
        assertThat(change.path("isolation").path("isolated").asBoolean()).isTrue();
        assertThat(change.path("expectedDuration").isMissingNode()).isTrue();
        assertThat(change.path("limits").valueStream())
                .anySatisfy(limit -> {
                    assertThat(limit.path("limit").asString()).isEqualTo("firmware");
                    assertThat(limit.path("says").asString()).startsWith("not known");
                });
        assertThat(people.all("/api/v1/operations")).isEmpty();
    }

    private static String verdict(JsonNode change, String gate) {
        return change.path("gates")
                .valueStream()
                .filter(one -> one.path("id").asString().equals(gate))
                .map(one -> one.path("verdict").asString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void durationIsThatOfEarlierOperationsOfTheDriver() {
        TestAgent agent = reported();
        UUID id = verifying(agent, 8);
        report(agent, 2, host(agent, 8));
        assertThat(state(id)).isEqualTo("SUCCEEDED");

        JsonNode duration = plan(one(agent, 4)).path("changes").get(0).path("expectedDuration");

        assertThat(duration.path("operations").asInt()).isEqualTo(1);
        assertThat(duration.path("medianSeconds").asDouble()).isPositive();
    }

    @Test
    void stalePlanIsRefusedWithTheDifference() {
        TestAgent agent = joined(true);
        report(agent, 1, free(agent));
        String plan = plan(one(agent, 8)).path("id").asString();
        report(agent, 2, held(agent));

        String planned = ",\"planId\":\"%s\"".formatted(plan);
        JsonNode problem = ask(resize(agent, 8, planned)).problem(409, "stale-plan");

        JsonNode moved = problem.path("differences").get(0);
        assertThat(moved.path("fact").asString()).isEqualTo("vf 0000:81:00.4");
        assertThat(moved.path("planned").asString()).isEqualTo("free");
        assertThat(moved.path("now").asString()).contains("llm-70b/train-3");
        assertThat(people.all("/api/v1/operations")).isEmpty();
        report(agent, 3, free(agent));
        UUID id = asked(resize(agent, 8, planned));
        assertThat(operation(id).path("plan").asString()).isEqualTo(plan);
    }

    @Test
    void planOfSomethingElseIsNoPlanForThis() {
        TestAgent agent = reported();
        TestAgent other = reported();
        String plan = plan(one(agent, 8)).path("id").asString();

        for (String body :
                List.of(
                        resize(other, 8, ",\"planId\":\"%s\"".formatted(plan)),
                        resize(agent, 7, ",\"planId\":\"%s\"".formatted(plan)),
                        resize(agent, 8, ",\"planId\":\"%s\"".formatted(UUID.randomUUID())))) {
            assertThat(ask(body).problem(422, "unprocessable").path("field").asString())
                    .isEqualTo("planId");
        }
    }

    @Test
    void dryRunAnswersThePlanAndKeepsNothing() {
        TestAgent agent = reported();

        Api.Answer answer = people.post("/api/v1/operations", resize(agent, 8, ",\"dryRun\":true"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("destroyed").asInt()).isEqualTo(4);
        assertThat(answer.json().path("id").isMissingNode()).isTrue();
        assertThat(people.all("/api/v1/operations")).isEmpty();
        ask(resize(agent, 9, ",\"dryRun\":true")).problem(422, "over-the-limit");
        UUID active = asked(resize(agent, 8));
        JsonNode problem =
                ask(resize(agent, 8, ",\"dryRun\":true")).problem(409, "operation-active");
        assertThat(problem.path("operation").asString()).isEqualTo(active.toString());
    }

    @Test
    void selectorPlansForAllItFindsInOrderOfHostname() {
        TestAgent one = reported();
        TestAgent two = reported();
        TestAgent pending = joined(false);
        report(pending, 1, host(pending));

        JsonNode plan = plan(selected("address==" + PF, ""));

        assertThat(plan.path("nodes").asInt()).isEqualTo(2);
        assertThat(plan.path("selectedNodes").asInt()).isEqualTo(2);
        assertThat(plan.path("changes").valueStream().map(it -> it.path("hostname").asString()))
                .isSorted()
                .containsExactlyInAnyOrder(one.hostname(), two.hostname());
        people.post("/api/v1/plans", selected("nothing==1", "")).problem(400, "invalid-filter");
        people.post("/api/v1/plans", selected("driver==none", "")).problem(422, "unprocessable");
        String both = one(one, 8).replace("}", ",\"selector\":\"driver==x\"}");
        people.post("/api/v1/plans", both).problem(400, "invalid-value");
        people.post("/api/v1/plans", "{\"kind\":\"RESIZE_VFS\",\"numVfs\":8}")
                .problem(400, "invalid-value");
    }

    private static String selected(String selector, String more) {
        return "{\"kind\":\"RESIZE_VFS\",\"selector\":\"%s\",\"numVfs\":8%s}"
                .formatted(selector, more);
    }

    @Test
    void moreThanTenNodesAreTooManyForOnePlan() {
        for (int i = 0; i < 12; i++) {
            reported();
        }

        JsonNode problem =
                people.post("/api/v1/plans", selected("address==" + PF, ""))
                        .problem(422, "over-the-limit");

        assertThat(problem.path("limit").asInt()).isEqualTo(10);
        assertThat(problem.path("value").asInt()).isEqualTo(12);
        JsonNode plan = plan(selected("address==" + PF, ",\"maxNodes\":10"));
        assertThat(plan.path("nodes").asInt()).isEqualTo(10);
        assertThat(plan.path("selectedNodes").asInt()).isEqualTo(12);
    }

    @Test
    void refusalNamesHoldersForMachines() {
        TestAgent agent = joined(true);
        report(agent, 1, held(agent));
        UUID id = asked(resize(agent, 8));
        fetched(agent);

        tell(agent, refused(id, "G7", "VF 2 by container main of pod llm-70b/train-3"));

        JsonNode problem = operation(id).path("problem");
        assertThat(problem.path("type").asString()).isEqualTo("/problems/vfs-in-use");
        assertThat(problem.path("holders").get(0).path("address").asString())
                .isEqualTo("0000:81:00.4");
        assertThat(problem.path("holders").get(0).path("holders").get(0).path("name").asString())
                .isEqualTo("llm-70b/train-3");
        assertThat(problem.path("gates").get(0).asString()).isEqualTo("G7");
        assertThat(
                        people.all(
                                "/api/v1/operations?filter="
                                        + Api.encode("problem==/problems/vfs-in-use")))
                .hasSize(1);
        UUID next = asked(resize(agent, 8));
        fetched(agent);
        tell(agent, refused(next, "G13", "the node observes only"));
        assertThat(operation(next).path("problem").path("type").asString())
                .isEqualTo("/problems/gate-refused");
    }

    private static Progress refused(UUID id, String gate, String detail) {
        return new Progress(
                id,
                OperationState.REFUSED,
                OptionalInt.of(4),
                OptionalInt.of(4),
                Optional.empty(),
                List.of(new GateResult(gate, GateResult.Verdict.REFUSED, detail)),
                List.of(),
                Optional.of(detail));
    }
}
