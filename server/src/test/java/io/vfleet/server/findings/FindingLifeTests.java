package io.vfleet.server.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Nodes that report over HTTP, and people who know of their findings or do not want to hear of
/// them.
@ServerTest
class FindingLifeTests {

    private static final String CHECK = "vf-count-differs";
    private static final String FINDINGS = "/api/v1/findings";
    private static final String MUTES = "/api/v1/mutes";

    @LocalServerPort int port;
    @Autowired private Api anybody;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void signIn() {
        api = anybody.with("read", "operate");
    }

    @Test
    void anAcknowledgementHoldsUntilTheFindingIsResolved() {
        TestAgent agent = reported(sick("fra"));
        String finding = FINDINGS + "/" + open("check==" + CHECK).getFirst().path("id").asString();
        String acknowledgement = finding + "/acknowledgement";
        api.put(acknowledgement, "{\"reason\":\"more VFs tomorrow\"}").ok();
        JsonNode known = api.get(finding).ok();
        assertThat(known.at("/acknowledged/reason").asString()).isEqualTo("more VFs tomorrow");
        assertThat(known.at("/acknowledged/by").asString()).startsWith("token ");
        assertThat(known.path("muted").asBoolean()).isFalse();
        assertThat(open("acknowledged==true")).hasSize(1);
        api.delete(acknowledgement).ok();
        api.delete(acknowledgement).problem(404, "not-found");
        api.put(acknowledgement, "{\"reason\":\"after all\"}").ok();

        report(agent, 2, Inventories.healthyHost().label("site", "fra"));
        api.put(acknowledgement, "{\"reason\":\"too late\"}").problem(409, "conflict");
        report(agent, 3, sick("fra"));
        JsonNode again = api.get(finding).ok();
        assertThat(again.has("acknowledged")).isFalse();
        assertThat(kinds(again))
                .containsExactly(
                        "OPENED",
                        "ACKNOWLEDGED",
                        "UNACKNOWLEDGED",
                        "ACKNOWLEDGED",
                        "RESOLVED",
                        "REOPENED");
        assertThat(again.at("/trail/1/detail/reason").asString()).isEqualTo("more VFs tomorrow");
        assertThat(anybody.with("admin").all("/api/v1/audit?filter=what==finding-acknowledged"))
                .hasSize(2);
    }

    @Test
    void anotherCauseIsAStepOfTheTrail() {
        TestAgent agent = reported(sick("fra"));
        report(agent, 2, sick("fra").pf(0, pf -> pf.vfs(3)));
        JsonNode finding = open("check==" + CHECK + ";pf==0000:81:00.0").getFirst();
        JsonNode whole = api.get(FINDINGS + "/" + finding.path("id").asString()).ok();
        assertThat(kinds(whole)).containsExactly("OPENED", "CHANGED");
        assertThat(whole.at("/trail/1/detail/cause")).isEqualTo(whole.path("cause"));
    }

    @Test
    void whatARuleMutesIsListedAndCountsNowhere() {
        reported(sick("fra"));
        TestAgent moving = reported(sick("ams"));
        int each = open("site==ams").size();
        String rule = mute("\"check\":\"" + CHECK + "\",\"selector\":\"site==fra\"");
        assertThat(open("")).as("none is hidden").hasSize(2 * each);
        assertThat(open("muted==true;site==fra")).hasSize(each);
        assertThat(open("muted==true;site==ams")).isEmpty();
        assertThat(counted()).isEqualTo(each);
        assertThat(api.all("/api/v1/nodes?filter=check==" + CHECK)).hasSize(1);
        assertThat(mutedSum()).isEqualTo(each);
        JsonNode group =
                api.get(FINDINGS + "/groups?by=CHECK&filter=check==" + CHECK).ok().at("/items/0");
        assertThat(group.path("findings").asInt()).isEqualTo(each);
        assertThat(group.at("/severities/muted").asInt()).isEqualTo(each);
        assertThat(group.at("/lastDay/23").asInt()).isEqualTo(each);

        reported(sick("fra"));
        assertThat(open("muted==true")).as("findings to come are muted").hasSize(2 * each);
        api.patch(
                        "/api/v1/nodes/" + moving.nodeId(),
                        "{\"labels\":{\"site\":\"fra\"}}",
                        "If-Match",
                        "*")
                .ok();
        assertThat(open("muted==true")).as("so are those of a node that moves").hasSize(3 * each);
        assertThat(api.get(rule).ok().path("findings").asInt()).isEqualTo(3 * each);

        api.delete(rule).ok();
        assertThat(open("muted==true")).isEmpty();
        assertThat(counted()).isEqualTo(3 * each);
        JsonNode finding = open("node==" + moving.nodeId()).getFirst();
        assertThat(kinds(api.get(FINDINGS + "/" + finding.path("id").asString()).ok()))
                .containsExactly("OPENED", "MUTED", "UNMUTED");
        api.delete(rule).problem(404, "not-found");
    }

    @Test
    void aRuleIsOverByItself() {
        reported(sick("fra"));
        String finding = open("").getFirst().path("id").asString();
        String rule = mute("\"finding\":\"" + finding + "\"");
        assertThat(open("muted==true")).hasSize(1);
        JsonNode by = api.get(FINDINGS + "/" + finding).ok().path("mutedBy");
        assertThat(by.path("reason").asString()).isEqualTo("being worked on");
        jdbc.sql("update mute set created_at = now() - interval '2 d', until = now()").update();
        jdbc.sql("update finding set muted_until = now() where muted_by is not null").update();
        assertThat(open("muted==true")).isEmpty();
        assertThat(api.get(FINDINGS + "/" + finding).ok().has("mutedBy")).isFalse();
        assertThat(api.get(rule).ok().path("active").asBoolean()).isFalse();
    }

    @Test
    void oneKeyIsOneRule() {
        reported(sick("fra"));
        String body = body("\"check\":\"" + CHECK + "\"", tomorrow());
        String key = UUID.randomUUID().toString();
        JsonNode first = api.post(MUTES, body, "Idempotency-Key", key).ok();
        assertThat(api.post(MUTES, body, "Idempotency-Key", key).ok().path("id"))
                .isEqualTo(first.path("id"));
        api.post(MUTES, body.replace("being", "is"), "Idempotency-Key", key)
                .problem(422, "idempotency-key-reused");
        api.post(MUTES, body).problem(400, "idempotency-key-missing");
        assertThat(api.all(MUTES)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"until":"2126-01-01T00:00:00Z","reason":"x","check":"x"}       | invalid-value  | until
                    {"until":"2026-01-01T00:00:00Z","reason":"x","check":"x"}       | invalid-value  | until
                    {"until":"SOON","reason":"x"}                                   | invalid-value  | check
                    {"until":"SOON","reason":"x","symptom":"gone"}                  | invalid-value  | symptom
                    {"until":"SOON","reason":"x","selector":"severity==info"}       | invalid-filter | selector
                    {"until":"SOON","reason":" ","check":"x"}                       | invalid-value  | reason
                    {"until":"SOON","reason":"x","finding":"5e8b2f0a-0000-4000-8000-000000000000"} | invalid-value | finding
                    """)
    void aRuleThatIsNoneIsRefused(String body, String type, String field) {
        var answer =
                api.post(
                        MUTES,
                        body.replace("SOON", tomorrow()),
                        "Idempotency-Key",
                        UUID.randomUUID().toString());
        assertThat(answer.problem(400, type).path("field").asString()).isEqualTo(field);
        assertThat(api.all(MUTES)).isEmpty();
    }

    private static HostDraft sick(String site) {
        return Inventories.healthyHost().label("profile", "inference").label("site", site);
    }

    private TestAgent reported(HostDraft host) {
        var wish = new EnrollmentTokens.Wish("test", true, 1, Duration.ofHours(1), "ann");
        TestAgent agent = new TestAgent(port).joined(tokens.issue(wish).token());
        report(agent, 1, host);
        return agent;
    }

    private static void report(TestAgent agent, long sequence, HostDraft host) {
        HostDraft own = host.hostname(agent.hostname());
        assertThat(agent.report(new Report(1, sequence, own.build(), List.of())).status())
                .isEqualTo(200);
    }

    private List<JsonNode> open(String filter) {
        return api.all(FINDINGS + "?filter=" + filter);
    }

    private String mute(String what) {
        String key = UUID.randomUUID().toString();
        var made = api.post(MUTES, body(what, tomorrow()), "Idempotency-Key", key);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.header("Location");
    }

    private static String body(String what, String until) {
        return "{%s,\"until\":\"%s\",\"reason\":\"being worked on\"}".formatted(what, until);
    }

    private static String tomorrow() {
        return Instant.now().plus(1, ChronoUnit.DAYS).toString();
    }

    private int counted() {
        JsonNode counts = summary();
        return counts.path("critical").asInt()
                + counts.path("warning").asInt()
                + counts.path("info").asInt();
    }

    private int mutedSum() {
        return summary().path("muted").asInt();
    }

    private JsonNode summary() {
        return api.get("/api/v1/fleet/summary").ok().path("findings");
    }

    private static List<String> kinds(JsonNode finding) {
        return StreamSupport.stream(finding.path("trail").spliterator(), false)
                .map(step -> step.path("kind").asString())
                .toList();
    }
}
