package io.vfleet.server.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.Eventually;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class ProfileTests {

    private static final String WIDE = "/api/v1/profiles/wide";
    private static final String EIGHT = "\"vfsPerPf\":{\"min\":8,\"max\":8}";
    private static final String FOUR = "\"vfsPerPf\":{\"min\":4,\"max\":4}";

    @LocalServerPort int port;
    @Autowired private Api anybody;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private AppliedProfiles applied;
    @Autowired private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void signIn() {
        api = anybody.with("read", "operate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "inference"})
    void whatIsBuiltInWantsTheSameHereAndInDoctor(String profile) {
        assertThat(applied.of(Map.of("profile", profile)).orElseThrow().expectations())
                .isEqualTo(Expectations.ofProfile(profile));
    }

    @Test
    void exactlyTheNodesOfAProfileAreJudgedAnewByIt() {
        String train = reported(host().label("role", "train"));
        String other = reported(host().label("role", "serve"));
        long before = revision(other);
        api.put(WIDE, profile("labels.role==train", 10, EIGHT)).ok();
        assertThat(api.get(WIDE).ok().path("nodes").asInt()).isEqualTo(1);
        Eventually.so(() -> !verdict(train).equals("OK"));
        var why = api.get("/api/v1/nodes/" + train).ok().path("appliedProfile");
        assertThat(why.path("name").asString()).isEqualTo("wide");
        assertThat(why.path("because").asString()).isEqualTo("SELECTOR");
        assertThat(why.path("selector").asString()).isEqualTo("labels.role==train");
        assertThat(api.all("/api/v1/nodes?filter=appliedProfile==wide")).hasSize(1);

        api.put(WIDE, profile("labels.role==train", 10, FOUR)).ok();
        Eventually.so(() -> verdict(train).equals("OK"));
        api.put(WIDE, profile("labels.role==none", 10, FOUR)).ok();
        Eventually.so(() -> api.all("/api/v1/nodes?filter=appliedProfile==wide").isEmpty());
        Eventually.so(() -> api.get(WIDE).ok().path("waiting").asInt() == 0);
        assertThat(revision(other)).as("the other node was left alone").isEqualTo(before);
    }

    @Test
    void theLabelWinsThenTheHighestPriority() {
        String node = reported(host().label("role", "train"));
        api.put("/api/v1/profiles/low", profile("labels.role==train", 1, FOUR)).ok();
        api.put("/api/v1/profiles/high", profile("labels.role=in=(train,x)", 2, EIGHT)).ok();
        Eventually.so(() -> appliedTo(node).equals("high"));
        label(node, "\"low\"");
        assertThat(appliedTo(node)).isEqualTo("low");
        assertThat(verdict(node)).isEqualTo("OK");
        label(node, "\"nobody\"");
        var unknown = api.get("/api/v1/nodes/" + node).ok().path("appliedProfile");
        assertThat(unknown.path("known").asBoolean()).isFalse();
        assertThat(verdict(node)).isEqualTo("OK");
        label(node, "null");
        assertThat(appliedTo(node)).isEqualTo("high");
        api.delete("/api/v1/profiles/high").ok();
        Eventually.so(() -> appliedTo(node).equals("low"));
        Eventually.so(() -> verdict(node).equals("OK"));
    }

    @Test
    void twoSelectorsOfOnePriorityAreRefusedNamingBoth() {
        api.put(WIDE, profile("labels.role==train", 10, EIGHT)).ok();
        var refused = api.put("/api/v1/profiles/narrow", profile("labels.role==x", 10, FOUR));
        assertThat(refused.problem(409, "conflict").path("profiles").toString())
                .isEqualTo("[\"narrow\",\"wide\"]");
        api.get("/api/v1/profiles/narrow").problem(404, "not-found");
    }

    @Test
    void anEditNeedsToHaveSeenWhatItReplaces() {
        var created = api.put(WIDE, profile("labels.role==train", 10, EIGHT));
        assertThat(created.status()).isEqualTo(201);
        String tag = created.header("ETag");
        assertThat(api.get(WIDE).header("ETag")).isEqualTo(tag);
        api.put(WIDE, profile("labels.role==train", 11, EIGHT), "If-Match", tag).ok();
        api.put(WIDE, profile("labels.role==train", 12, EIGHT), "If-Match", tag)
                .problem(412, "precondition-failed");
        var audit = anybody.with("admin").all("/api/v1/audit?filter=what==profile-set");
        assertThat(audit.getFirst().at("/detail/profile/priority").asInt()).isEqualTo(11);
        anybody.with("read").put(WIDE, profile("labels.a==b", 1, FOUR)).problem(403, "forbidden");
    }

    @Test
    void whatIsBuiltInCanBeAssignedButNotChanged() {
        String node = reported(host().label("role", "train"));
        String training = "/api/v1/profiles/training";
        api.put(training, profile("labels.role==train", 5, EIGHT)).ok();
        Eventually.so(() -> appliedTo(node).equals("training"));
        api.put(training, profile("labels.role==train", 5, FOUR)).problem(409, "conflict");
        api.delete(training).problem(409, "conflict");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"wants":{}, "selector":"role==train", "priority":1}              | invalid-filter | selector
                    {"wants":{}, "selector":"verdict.state==OK", "priority":1}        | invalid-filter | selector
                    {"wants":{}, "selector":"labels.role==train"}                     | invalid-value  | priority
                    {"wants":{}, "selector":" ", "priority":1}                        | invalid-value  | selector
                    {"wants":{"vfsPerPf":{"min":9,"max":8}}}                          | invalid-value  | wants.vfsPerPf.max
                    {"wants":{"hugepages":[{"sizeKiB":3000,"count":1}]}}              | invalid-value  | wants.hugepages.sizeKiB
                    {"wants":{"vfAdmin":{"linkState":"up"}}}                          | invalid-value  | wants.vfAdmin.linkState
                    {"wants":{"vfAdmin":{"minTxRate":200,"maxTxRate":100}}}           | invalid-value  | wants.vfAdmin.maxTxRate
                    {"wants":{"vfs":8}}                                               | unknown-field  | wants.vfs
                    {"description":"x"}                                               | invalid-value  | wants
                    """)
    void aProfileThatIsNoneIsRefused(String body, String type, String field) {
        assertThat(api.put(WIDE, body).problem(400, type).path("field").asString())
                .isEqualTo(field);
        api.get(WIDE).problem(404, "not-found");
    }

    private static HostDraft host() {
        return Inventories.healthyHost();
    }

    private static String profile(String selector, int priority, String wants) {
        return "{\"wants\":{%s},\"selector\":\"%s\",\"priority\":%d}"
                .formatted(wants, selector, priority);
    }

    private String reported(HostDraft host) {
        var wish = new EnrollmentTokens.Wish("test", true, 1, Duration.ofHours(1), "ann");
        TestAgent agent = new TestAgent(port).joined(tokens.issue(wish).token());
        agent.report(new Report(1, 1, host.build(), List.of()));
        assertThat(verdict(agent.nodeId().toString())).isEqualTo("OK");
        return agent.nodeId().toString();
    }

    private void label(String node, String profile) {
        String patch = "{\"labels\":{\"profile\":" + profile + "}}";
        api.patch("/api/v1/nodes/" + node, patch, "If-Match", "*").ok();
    }

    private String verdict(String node) {
        return api.get("/api/v1/nodes/" + node).ok().at("/verdict/state").asString();
    }

    private String appliedTo(String node) {
        return api.get("/api/v1/nodes/" + node).ok().at("/appliedProfile/name").asString("");
    }

    private long revision(String node) {
        return jdbc.sql("select revision from node where id = :id")
                .param("id", UUID.fromString(node))
                .query(Long.class)
                .single();
    }
}
