package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.testing.PfDraft;
import io.vfleet.server.Api;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.Nodes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class RequestTests extends OperationScene {

    @Autowired private Nodes nodes;

    @Test
    void requestBecomesAQueuedOperation() {
        TestAgent agent = reported();

        Api.Answer answer =
                ask(
                        resize(
                                agent,
                                8,
                                ",\"expectedNumVfs\":4,\"override\":[{\"gate\":\"G12\",\"reason\":\"trial\"}]"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode operation = people.get(answer.header("Location")).ok();
        assertThat(operation).isEqualTo(answer.json());
        assertThat(operation.path("state").asString()).isEqualTo("QUEUED");
        assertThat(operation.path("node").asString()).isEqualTo(agent.nodeId().toString());
        assertThat(operation.path("before").asInt()).isEqualTo(4);
        assertThat(operation.path("generation").asInt()).isEqualTo(1);
        assertThat(operation.path("override").get(0).path("gate").asString()).isEqualTo("G12");
        assertThat(operation.path("requestedFrom").asString()).isEqualTo("127.0.0.1");
        assertThat(people.all("/api/v1/operations?filter=" + Api.encode("state==QUEUED;pf==" + PF)))
                .containsExactly(operation);
    }

    @Test
    void sameKeyLeadsToTheSameOperationAndAnotherBodyIsRefused() {
        TestAgent agent = reported();
        String key = UUID.randomUUID().toString();
        Api.Answer first = ask(resize(agent, 8), key);

        // another order of fields is no other request
        Api.Answer again =
                ask(
                        """
                        {"reason":"test","numVfs":8,"pf":"%s","node":"%s","kind":"RESIZE_VFS"}\
                        """
                                .formatted(PF, agent.nodeId()),
                        key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json()).isEqualTo(first.json());
        JsonNode problem = ask(resize(agent, 7), key).problem(422, "idempotency-key-reused");
        assertThat(problem.path("operation")).isEqualTo(first.json().path("id"));
        assertThat(people.all("/api/v1/operations")).hasSize(1);
        // a key is its principal's own
        Api other = admin();
        other.post("/api/v1/operations", recheck(agent), "Idempotency-Key", key).ok();
    }

    @Test
    void keyOfARefusedRequestIsFree() {
        TestAgent agent = reported();
        String key = UUID.randomUUID().toString();
        ask(resize(agent, 5000), key).problem(422, "over-the-limit");

        assertThat(ask(resize(agent, 8), key).status()).isEqualTo(202);
    }

    @Test
    void everyKindTakesItsOwnFieldsOnly() {
        TestAgent agent = reported();

        wrong(agent, "SET_VF", ",\"pf\":\"%s\",\"change\":{\"vf\":1}", "change.settings");
        wrong(agent, "SET_VF", ",\"change\":{\"vf\":1,\"settings\":{\"trust\":true}}", "pf");
        wrong(
                agent,
                "SET_VF",
                ",\"pf\":\"%s\",\"numVfs\":8,\"change\":{\"vf\":1,\"settings\":{\"trust\":true}}",
                "numVfs");
        wrong(
                agent,
                "SET_VF",
                ",\"pf\":\"%s\",\"change\":{\"vf\":1,\"settings\":{\"vlan\":4095}}",
                "change.settings.vlan");
        wrong(
                agent,
                "BIND_VF_DRIVER",
                ",\"pf\":\"%s\",\"change\":{\"vf\":1,\"driver\":\"../x\"}",
                "change.driver");
        wrong(
                agent,
                "SET_AUTOPROBE",
                ",\"pf\":\"%s\",\"change\":{\"vf\":1,\"autoprobe\":true}",
                "change.vf");
        wrong(agent, "RECHECK", ",\"pf\":\"%s\"", "pf");
        assertThat(people.all("/api/v1/operations")).isEmpty();
    }

    private void wrong(TestAgent agent, String kind, String rest, String field) {
        JsonNode problem =
                ask(asked(agent, kind, rest.formatted(PF))).problem(400, "invalid-value");
        assertThat(problem.path("field").asString()).as(kind + rest).isEqualTo(field);
        assertThat(problem.has("expected")).isTrue();
    }

    @Test
    void changeOfAVfIsKeptAsItWasAskedAndGoesToTheAgent() {
        TestAgent agent = reported();
        String change = "{\"vf\":1,\"settings\":{\"vlan\":100,\"trust\":true}}";

        Api.Answer answer =
                ask(asked(agent, "SET_VF", ",\"pf\":\"%s\",\"change\":%s".formatted(PF, change)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json().path("change").toString()).isEqualTo(change);
        ask(resize(agent, 8)).problem(409, "operation-active");
        JsonNode noVf =
                ask(asked(
                                agent,
                                "SET_VF",
                                ",\"pf\":\"%s\",\"change\":%s"
                                        .formatted(PF, change.replace(":1,", ":70,"))))
                        .problem(422, "unprocessable");
        assertThat(noVf.path("field").asString()).isEqualTo("change.vf");
        assertThat(noVf.path("limit").asInt()).isEqualTo(4);
    }

    @Test
    void dryRunOfAnotherKindNamesStepsGatesAndWhatIsInUse() {
        TestAgent agent = reported();

        JsonNode plan =
                ask(asked(
                                agent,
                                "BIND_VF_DRIVER",
                                ",\"pf\":\"%s\",\"dryRun\":true,\"change\":{\"vf\":1,\"driver\":\"vfio-pci\"}"
                                        .formatted(PF)))
                        .ok();

        assertThat(plan.path("steps").toString()).contains("give it to vfio-pci");
        assertThat(plan.path("gates").toString()).contains("G7", "G13");
        assertThat(plan.path("already").asBoolean()).isFalse();
        assertThat(plan.has("inUse")).isTrue();
        assertThat(people.all("/api/v1/operations")).isEmpty();
    }

    private static String asked(TestAgent agent, String kind, String rest) {
        return "{\"kind\":\"%s\",\"node\":\"%s\",\"reason\":\"test\"%s}"
                .formatted(kind, agent.nodeId(), rest);
    }

    @Test
    void withoutAKeyNothingIsDone() {
        TestAgent agent = reported();

        people.post("/api/v1/operations", resize(agent, 8)).problem(400, "idempotency-key-missing");
        ask(resize(agent, 8), " ").problem(400, "idempotency-key-missing");
    }

    @Test
    void knownImpossibleIsRefusedWithFieldValueAndLimit() {
        TestAgent agent = joined(true);
        ask(resize(agent, 8)).problem(422, "unprocessable");
        var disk = new PfDraft(PciAddress.parse("0000:41:00.0"), 0, 8, 2).classCode("010802");
        report(agent, 1, host(agent).pf(disk));

        JsonNode tooMany = ask(resize(agent, 9)).problem(422, "over-the-limit");
        assertThat(tooMany.path("field").asString()).isEqualTo("numVfs");
        assertThat(tooMany.path("value").asInt()).isEqualTo(9);
        assertThat(tooMany.path("limit").asInt()).isEqualTo(8);
        assertThat(refusedPf(agent, "0000:99:00.0")).contains("no PF");
        assertThat(refusedPf(agent, "0000:81:00.2")).contains("is a VF");
        assertThat(refusedPf(agent, "0000:41:00.0")).contains("no network function");
        String trial = ",\"override\":[{\"gate\":\"G12\",\"reason\":\"trial\"}]";
        assertThat(ask(resize(agent, 9, trial)).status()).isEqualTo(202);
    }

    private String refusedPf(TestAgent agent, String pf) {
        JsonNode problem = ask(resize(agent, 2).replace(PF, pf)).problem(422, "unprocessable");
        assertThat(problem.path("value").asString()).isEqualTo(pf);
        return problem.path("detail").asString();
    }

    @Test
    void malformedRequestIsRefusedByField() {
        TestAgent agent = reported();

        for (String body :
                List.of(
                        resize(agent, 8).replace(PF, "eth0"),
                        resize(agent, 8).replace("\"numVfs\":8,", ""),
                        resize(agent, 8, ",\"deadline\":\"2020-01-01T00:00:00Z\""),
                        resize(
                                agent,
                                8,
                                ",\"deadline\":\"%s\""
                                        .formatted(Instant.now().plusSeconds(90_000))),
                        resize(
                                agent,
                                8,
                                ",\"override\":[{\"gate\":\"hung-writer\",\"reason\":\"x\"}]"),
                        recheck(agent).replace("\"reason\"", "\"numVfs\":3,\"reason\""))) {
            ask(body).problem(400, "invalid-value");
        }
        ask(resize(agent, 8, ",\"force\":true")).problem(400, "unknown-field");
    }

    @Test
    void silentNodeIsWaitedForOnlyWhenAskedTo() {
        TestAgent agent = reported();
        jdbc.sql("update node_presence set last_seen = now() - interval '10 minutes'").update();

        assertThat(ask(resize(agent, 8)).problem(409, "node-silent").path("value").asString())
                .isEqualTo("LATE");
        assertThat(ask(resize(agent, 8, ",\"queue\":true")).status()).isEqualTo(202);
    }

    @Test
    void onlyOneApprovedNodeIsAsked() {
        TestAgent pending = joined(false);
        ask(resize(pending, 8)).problem(409, "conflict");
        TestAgent one = reported();
        TestAgent two = joined(true);
        report(two, 1, host(two).hostname(one.hostname()));

        String body = resize(one, 8).replace(one.nodeId().toString(), one.hostname());
        ask(body).problem(409, "ambiguous");
        nodes.retire(two.nodeId(), "ann");
        assertThat(ask(body).status()).isEqualTo(202);
        ask(resize(two, 8)).problem(409, "conflict");
        ask(body.replace(one.hostname(), "nobody")).problem(404, "not-found");
    }

    @Test
    void onePfHasOneActiveOperationWhoeverAsks() throws Exception {
        TestAgent agent = reported();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Api.Answer>> requests =
                    Stream.<Callable<Api.Answer>>generate(() -> () -> ask(resize(agent, 8)))
                            .limit(50)
                            .toList();
            List<Api.Answer> answers =
                    threads.invokeAll(requests).stream().map(Future::resultNow).toList();

            List<Api.Answer> accepted =
                    answers.stream().filter(answer -> answer.status() == 202).toList();
            assertThat(accepted).hasSize(1);
            answers.stream()
                    .filter(answer -> answer.status() != 202)
                    .forEach(answer ->
                            assertThat(answer.problem(409, "operation-active").path("operation"))
                                    .isEqualTo(accepted.getFirst().json().path("id")));
        }
        assertThat(ask(recheck(agent)).status()).isEqualTo(202);
        String other = resize(agent, 8).replace(PF, "0000:81:00.1");
        assertThat(ask(other).status()).isEqualTo(202);
    }

    @Test
    void queuedIsCanceledAndStaysSo() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));

        JsonNode canceled = people.post("/api/v1/operations/" + id + "/cancel", "").ok();

        assertThat(canceled.path("state").asString()).isEqualTo("CANCELED");
        assertThat(people.post("/api/v1/operations/" + id + "/cancel", "").ok())
                .isEqualTo(canceled);
        assertThat(asked(resize(agent, 8))).isNotEqualTo(id);
        people.post("/api/v1/operations/" + UUID.randomUUID() + "/cancel", "")
                .problem(404, "not-found");
    }
}
