package io.vfleet.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class QuestionsApiTests {

    private static final String FIRST = "0000:81:00.0";

    @LocalServerPort int port;
    @Autowired private Api anybody;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void threeNodesOfTwoPorts() {
        api = anybody.with("read");
        report("small", Inventories.healthyHost().label("profile", "inference"));
        report("large", Inventories.host(2, 8));
        report("dark", Inventories.host(2, 8).gap("/sys/bus/pci/devices", "permission denied"));
        report("silent", Inventories.healthyHost());
        jdbc.sql(
                        """
                        update node_presence set last_seen = now() - interval '1 hour'
                        where node_id = (select id from node where hostname = 'silent')
                        """)
                .update();
    }

    private void report(String hostname, HostDraft host) {
        var wish = new EnrollmentTokens.Wish("test", true, 1, Duration.ofHours(1), "ann");
        TestAgent agent = new TestAgent(port).named(hostname).joined(tokens.issue(wish).token());
        agent.report(new Report(1, 1, host.hostname(hostname).build(), List.of()));
    }

    @Test
    void everyPfSaysWhetherItCouldAndWhatStandsInTheWay() {
        JsonNode small = pf("small", "numVfs=32");
        assertThat(small.path("answer").asString()).isEqualTo("NO");
        assertThat(small.path("needsReboot").asBoolean()).isTrue();
        assertThat(small.path("sure").asInt()).isEqualTo(8);
        assertThat(small.at("/because/0/limit").asString()).isEqualTo("total-vfs");
        assertThat(small.at("/because/0/says").asString()).contains("8 VFs");
        assertThat(small.at("/because/0/path").asString()).endsWith(FIRST + "/sriov_totalvfs");
        assertThat(small.at("/because/0/raise/how").asString()).contains("NUM_OF_VFS");
        assertThat(small.at("/recommended/why").asString()).contains("profile inference");

        JsonNode large = pf("large", "numVfs=32");
        assertThat(large.path("answer").asString()).isEqualTo("YES");
        assertThat(large.path("because").isEmpty()).isTrue();
        assertThat(large.has("recommended")).isFalse();

        JsonNode dark = pf("dark", "numVfs=32");
        assertThat(dark.path("answer").asString()).isEqualTo("UNKNOWN");
        assertThat(dark.at("/because/0/says").asString()).isEqualTo("permission denied");
        assertThat(pf("dark", "numVfs=8").path("answer").asString()).isEqualTo("YES");
    }

    @Test
    void theSummaryCountsWhatTheListLists() {
        JsonNode summary = api.get("/api/v1/sizing/summary?numVfs=32").ok();
        for (String answer : List.of("yes", "no", "unknown")) {
            assertThat(summary.path(answer).asLong())
                    .as(answer)
                    .isPositive()
                    .isEqualTo(
                            list("numVfs=32&filter=status==ONLINE;answer=="
                                            + answer.toUpperCase(Locale.ROOT))
                                    .size());
        }
        assertThat(summary.path("silent").asLong()).isEqualTo(2);
        assertThat(summary.path("because"))
                .anySatisfy(reason -> {
                    assertThat(reason.path("answer").asString()).isEqualTo("NO");
                    assertThat(reason.path("limit").asString()).isEqualTo("total-vfs");
                    assertThat(reason.path("pfs").asLong()).isEqualTo(2);
                });
        assertThat(list("numVfs=32&filter=limit==total-vfs;status==ONLINE;answer==NO")).hasSize(2);
        JsonNode one = api.get("/api/v1/sizing/summary?numVfs=32&filter=hostname==large").ok();
        assertThat(one.path("yes").asLong()).isEqualTo(2);
        assertThat(one.path("no").asLong()).isZero();
    }

    @Test
    void hugepagesCountWhereVfsTakeThem() {
        // 8 GiB of the PFs' NUMA node, shared by two
        assertThat(pf("large", "numVfs=4&hugepagesMiBPerVf=1024").path("answer").asString())
                .isEqualTo("YES");
        JsonNode more = pf("large", "numVfs=5&hugepagesMiBPerVf=1024");
        assertThat(more.path("answer").asString()).isEqualTo("NO");
        assertThat(more.at("/because/0/limit").asString()).isEqualTo("hugepages");
        assertThat(
                        api.get("/api/v1/sizing/summary?numVfs=5&hugepagesMiBPerVf=1024")
                                .ok()
                                .at("/because/0/limit")
                                .asString())
                .isEqualTo("hugepages");
    }

    @Test
    void aQuestionWithoutACountOrWithANonsenseOneIsRefused() {
        for (String question : List.of("", "numVfs=0", "numVfs=65536", "numVfs=many")) {
            JsonNode problem = api.get("/api/v1/sizing?" + question).problem(400, "invalid-value");
            assertThat(problem.toString()).as(question).contains("numVfs");
        }
    }

    @Test
    void whatCouldNotBeJudgedSaysWhatWouldMakeItKnown() {
        JsonNode first = api.get("/api/v1/nodes/dark/unknowns").ok().at("/items/0");
        assertThat(first.path("way").asString()).isEqualTo("root");
        assertThat(first.path("advice").asString()).contains("as root");
        JsonNode question = first.at("/questions/0");
        assertThat(question.path("subject").asString()).startsWith("pf 0000:");
        assertThat(question.path("path").asString()).startsWith("/sys/bus/pci/devices");
        assertThat(question.path("reason").asString()).isEqualTo("permission denied");
        assertThat(first.path("questions"))
                .anySatisfy(one -> assertThat(one.path("critical").asBoolean()).isTrue())
                .anySatisfy(one -> assertThat(one.path("critical").asBoolean()).isFalse());
        assertThat(count("/api/v1/nodes/dark/unknowns", "items", "questions"))
                .isEqualTo(count("/api/v1/nodes/dark/chain", "links", "unknowns"));
        api.get("/api/v1/nodes/nobody/unknowns").problem(404, "not-found");
    }

    private int count(String path, String outer, String inner) {
        int all = 0;
        for (JsonNode one : api.get(path).ok().path(outer)) {
            all += one.path(inner).size();
        }
        return all;
    }

    private List<JsonNode> list(String query) {
        return api.all("/api/v1/sizing?" + query);
    }

    private JsonNode pf(String hostname, String question) {
        return list(question + "&filter=hostname==" + hostname).getFirst();
    }
}
