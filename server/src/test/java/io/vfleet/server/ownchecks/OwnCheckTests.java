package io.vfleet.server.ownchecks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class OwnCheckTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHECK = "/api/v1/own-checks/own-two-vfs-each";
    private static final String FINDINGS = "/api/v1/findings?filter=check==own-two-vfs-each";
    private static final String HOLDS = "pf.sriov.numVfs == 2";

    @LocalServerPort int port;
    @Autowired private Api anybody;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private JdbcClient jdbc;

    private Api api;
    private TestAgent agent;

    @BeforeEach
    void oneNodeOfTwoPorts() {
        jdbc.sql("delete from own_check").update();
        api = anybody.with("admin");
        var wish = new EnrollmentTokens.Wish("test", true, 1, Duration.ofHours(1), "ann");
        agent = new TestAgent(port).joined(tokens.issue(wish).token());
        agent.report(new Report(1, 1, Inventories.healthyHost().build(), List.of()));
    }

    @Test
    void aDraftIsTriedAndSwitchedOnBeforeItCountsAndOffAgain() {
        JsonNode draft = send("POST", CHECK, body(HOLDS)).ok();
        assertThat(draft.path("state").asString()).isEqualTo("DRAFT");
        assertThat(findings()).isEmpty();
        change("POST", CHECK + "/activate", Optional.empty()).problem(409, "conflict");

        JsonNode trial = send("POST", CHECK + "/trial", Optional.empty()).ok();
        assertThat(trial.path("nodes").asInt()).isEqualTo(1);
        assertThat(trial.path("whole").asBoolean()).isTrue();
        assertThat(trial.path("failed").asInt()).isEqualTo(2);
        assertThat(trial.path("nodesFailing").asInt()).isEqualTo(1);
        assertThat(trial.at("/examples/0/subject").asString()).isEqualTo("pf 0000:81:00.0");
        assertThat(findings()).isEmpty();

        change("POST", CHECK + "/activate", Optional.empty()).ok();
        eventually(() -> findings().size() == 2);
        JsonNode finding = api.all(FINDINGS + ";subject==*81:00.0").getFirst();
        assertThat(finding.path("link").asString()).isEqualTo("vfs");
        assertThat(finding.path("confidence").asString()).isEqualTo("high");
        assertThat(finding.path("cause").asString()).isEqualTo("Ports here have two VFs.");
        assertThat(finding.at("/fix/0/command").asString())
                .isEqualTo("echo 2 > /sys/bus/pci/devices/0000:81:00.0/sriov_numvfs");
        assertThat(finding.at("/fix/0/destroysVfs").asBoolean()).isTrue();
        assertThat(api.get("/api/v1/nodes/" + agent.nodeId()).ok().at("/verdict/state").asString())
                .isEqualTo("BROKEN");

        change("PUT", CHECK, body("pf.sriov.numVfs == 4")).ok();
        eventually(() -> findings().isEmpty());
        change("POST", CHECK + "/activate", Optional.empty()).problem(409, "conflict");
        assertThat(
                        jdbc.sql("select what from audit where subject like 'check %' order by id")
                                .query(String.class)
                                .list())
                .containsSubsequence(
                        "own-check-created", "own-check-activated", "own-check-edited");
    }

    @Test
    void anExpressionThatIsWrongIsRefusedWithLineAndColumn() {
        JsonNode syntax =
                send("POST", CHECK, body("pf.driver ==\n  ")).problem(400, "invalid-value");
        assertThat(syntax.path("field").asString()).isEqualTo("expression");
        assertThat(syntax.at("/errors/0/line").asInt()).isEqualTo(2);

        JsonNode field = send("POST", CHECK, body("pf.drivr == 'x'")).problem(400, "invalid-value");
        assertThat(field.path("detail").asString()).contains("line 1, column 3", "drivr");
        JsonNode type =
                send("POST", CHECK, body("pf.numaNode == 'x'")).problem(400, "invalid-value");
        assertThat(type.path("detail").asString()).contains("int, string");
        send("POST", CHECK, body("pf.numaNode")).problem(400, "invalid-value");
        send("POST", "/api/v1/own-checks/vf-not-isolated", body(HOLDS))
                .problem(400, "invalid-value");
        assertThat(api.get("/api/v1/own-checks").ok().path("items").isEmpty()).isTrue();
    }

    @Test
    void aCheckThatCannotBeEvaluatedHoldsNothingUpAndIsUnknown() {
        send("POST", CHECK, body("pf.pcie.link.width == 16")).ok();
        JsonNode trial = send("POST", CHECK + "/trial", Optional.empty()).ok();
        assertThat(trial.path("unknown").asInt()).isEqualTo(2);
        assertThat(trial.at("/examples/0/reason").asString()).contains("'pcie' is not present");
        change("POST", CHECK + "/activate", Optional.empty()).ok();

        agent.report(new Report(1, 2, Inventories.host(1, 2).build(), List.of()));
        JsonNode unknowns = api.get("/api/v1/nodes/" + agent.nodeId() + "/unknowns").ok();
        assertThat(unknowns.toString()).contains("own-two-vfs-each", "is not present");
        assertThat(findings()).isEmpty();
        assertThat(api.get("/api/v1/nodes/" + agent.nodeId()).ok().at("/verdict/state").asString())
                .isEqualTo("OK");
    }

    @Test
    void editsNeedTheVersionThatWasReadAndAnAdmin() {
        send("POST", CHECK, body(HOLDS)).ok();
        send("PUT", CHECK, body(HOLDS)).problem(428, "precondition-required");
        api.send("DELETE", CHECK, Optional.empty(), "If-Match", "\"old\"")
                .problem(412, "precondition-failed");
        send("POST", CHECK, body(HOLDS)).problem(409, "conflict");
        anybody.with("operate").send("POST", CHECK, Optional.of("{}")).problem(403, "forbidden");
        change("DELETE", CHECK, Optional.empty()).ok();
        api.get(CHECK).problem(404, "not-found");
    }

    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within 15 s").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private List<JsonNode> findings() {
        return api.all(FINDINGS);
    }

    private Api.Answer send(String method, String path, Optional<String> body) {
        return api.send(method, path, body);
    }

    private Api.Answer change(String method, String path, Optional<String> body) {
        return api.send(method, path, body, "If-Match", api.get(CHECK).header("ETag"));
    }

    private static Optional<String> body(String expression) {
        return Optional.of(
                JSON.writeValueAsString(
                        Map.of(
                                "title", "Has every port two VFs?",
                                "link", "vfs",
                                "severity", "critical",
                                "confidence", "high",
                                "subject", "pf",
                                "expression", expression,
                                "cause", "Ports here have two VFs.",
                                "fix",
                                        List.of(
                                                "destroys VFs: echo 2 >"
                                                        + " /sys/bus/pci/devices/{pf}/sriov_numvfs"))));
    }
}
