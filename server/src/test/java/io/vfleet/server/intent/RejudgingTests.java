package io.vfleet.server.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Nodes that reported over HTTP, judged anew when people want something else.
@ServerTest
class RejudgingTests {

    @LocalServerPort int port;
    @Autowired private Api anybody;
    @Autowired private EnrollmentTokens tokens;

    private Api api;
    private String node;

    @BeforeEach
    void oneReport() {
        api = anybody.with("read", "operate");
        var wish = new EnrollmentTokens.Wish("test", true, 1, Duration.ofHours(1), "ann");
        TestAgent agent = new TestAgent(port).joined(tokens.issue(wish).token());
        agent.report(new Report(1, 1, Inventories.healthyHost().build(), List.of()));
        node = "/api/v1/nodes/" + agent.nodeId();
    }

    @Test
    void aDesiredCountThatIsNotThereBecomesAFinding() {
        assertThat(verdict()).isEqualTo("OK");
        var pf = api.all(node + "/physical-functions").getFirst();
        int wanted = pf.path("numVfs").asInt() + 1;
        String desired = node + "/physical-functions/" + pf.path("address").asString() + "/desired";
        api.put(desired, "{\"numVfs\":" + wanted + ",\"reason\":\"more\"}").ok();
        assertThat(verdict()).isNotEqualTo("OK");
        var finding = api.all("/api/v1/findings?filter=link==vfs").getFirst();
        assertThat(finding.path("pf")).isEqualTo(pf.path("address"));
        assertThat(finding.path("fix").size()).isPositive();
        assertThat(finding.path("evidence").size()).isPositive();
        assertThat(api.get("/api/v1/fleet/summary").ok().at("/vfs/desired").asInt())
                .isEqualTo(wanted);

        api.delete(desired).ok();
        assertThat(verdict()).isEqualTo("OK");
        assertThat(api.all("/api/v1/findings?filter=link==vfs")).isEmpty();
        assertThat(api.all("/api/v1/findings?filter=link==vfs&includeResolved=true")).hasSize(1);
    }

    @Test
    void anotherProfileIsJudgedAtOnce() {
        api.patch(node, "{\"labels\":{\"profile\":\"inference\"}}", "If-Match", "*").ok();
        assertThat(verdict()).isNotEqualTo("OK");
        api.patch(node, "{\"labels\":{\"profile\":null}}", "If-Match", "*").ok();
        assertThat(verdict()).isEqualTo("OK");
    }

    private String verdict() {
        String state = api.get(node).ok().at("/verdict/state").asString();
        assertThat(api.get(node + "/chain").ok().at("/verdict/state").asString()).isEqualTo(state);
        return state;
    }
}
