package io.vfleet.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Two agents with one key, as of a machine that was cloned with its disk.
@ServerTest
class CloneTests {

    @LocalServerPort private int port;
    @Autowired private Api api;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private JdbcClient jdbc;

    private TestAgent joined() {
        var wish = new EnrollmentTokens.Wish("test", true, 9, Duration.ofHours(1), "ann");
        TestAgent agent = new TestAgent(port).joined(tokens.issue(wish).token());
        var host = Inventories.healthyHost().hostname(agent.hostname()).build();
        assertThat(agent.report(new Report(1, 1, host, List.of())).status()).isEqualTo(200);
        return agent;
    }

    private static TestAgent.Said beat(TestAgent agent, long epoch, long sequence) {
        return agent.heartbeat(new Heartbeat(epoch, sequence, "digest", Optional.empty()));
    }

    private void aWhilePasses() {
        jdbc.sql("update node_presence set login_since = login_since - interval '3 minutes'")
                .update();
    }

    private JsonNode enrollment(TestAgent agent) {
        return api.with("admin")
                .all("/api/v1/enrollments?filter=" + Api.encode("id==" + agent.nodeId()))
                .getFirst();
    }

    @Test
    void twoLiveLineagesOfOneKeyAreBothKeptOut() {
        TestAgent original = joined();
        assertThat(beat(original, 1, 2).status()).isEqualTo(200);
        TestAgent clone = original.at(port);
        String older = original.accessToken();
        original.logIn();
        // the clone goes on with what is the older login now; the same epoch, its own sequence
        assertThat(beat(original, 1, 3).status()).isEqualTo(200);
        assertThat(clone.accessToken()).isEqualTo(older);
        assertThat(beat(clone, 1, 3).status()).isEqualTo(200);
        aWhilePasses();

        TestAgent.Said refused = beat(clone, 1, 4);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).contains("/problems/node-quarantined");
        assertThat(beat(original, 1, 4).body()).contains("/problems/node-quarantined");
        assertThat(original.tryChallenge(original.nodeId().toString()).status()).isEqualTo(403);
        assertThat(enrollment(original).path("state").asString()).isEqualTo("QUARANTINED");
        assertThat(
                        api.with("admin")
                                .all(
                                        "/api/v1/audit?filter=what==node-quarantined;node=="
                                                + original.nodeId()))
                .hasSize(1);
        assertThat(
                        api.with("read")
                                .all("/api/v1/nodes/" + original.nodeId() + "/history")
                                .getFirst()
                                .path("kind")
                                .asString())
                .isEqualTo("quarantined");
    }

    @Test
    void restartedAgentIsNoClone() {
        TestAgent agent = joined();
        beat(agent, 1, 2);
        aWhilePasses();
        agent.logIn();
        assertThat(beat(agent, 2, 1).status()).isEqualTo(200);
        aWhilePasses();

        assertThat(beat(agent, 2, 2).status()).isEqualTo(200);
        assertThat(enrollment(agent).path("state").asString()).isEqualTo("APPROVED");
    }

    @Test
    void quarantineEndsByAPersonsWord() {
        TestAgent agent = joined();
        TestAgent clone = agent.at(port);
        agent.logIn();
        beat(agent, 1, 2);
        aWhilePasses();
        assertThat(beat(clone, 1, 3).status()).isEqualTo(403);

        api.with("approve").post("/api/v1/enrollments/" + agent.nodeId() + "/approve", "").ok();

        agent.logIn();
        assertThat(beat(agent, 1, 4).status()).isEqualTo(200);
    }
}
