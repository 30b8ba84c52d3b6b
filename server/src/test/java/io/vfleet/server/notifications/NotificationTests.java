package io.vfleet.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vfleet.server.Api;
import io.vfleet.server.NoNodes;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import io.vfleet.server.TestDatabase;
import io.vfleet.server.notifications.Receiver.Got;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Word that gets out, on a database of its own: a receiver on loopback must be allowed.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "vfleet.notifications.allowed=127.0.0.1",
            "vfleet.notifications.public-url=https://vfleet.example/",
            "vfleet.notifications.attempts=3",
            "vfleet.notifications.backoff=50ms",
            "vfleet.notifications.grace=0s"
        })
@ContextConfiguration(initializers = TestDatabase.class)
@ExtendWith(NoNodes.class)
class NotificationTests {

    private static final String CRITICAL = "\"findings\":{\"severities\":[\"critical\"]}";
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired private Api anybody;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;
    @Autowired private Sender sender;
    @Autowired private TransactionTemplate transaction;

    private final Receiver receiver = new Receiver();
    private Api admin;

    @BeforeEach
    void nobodyListens() {
        jdbc.sql("delete from notification_target").update();
        admin = anybody.with("admin");
    }

    @AfterEach
    void close() {
        jdbc.sql("delete from notification_target").update();
        receiver.close();
    }

    private JsonNode target(String rules) {
        return admin.post("/api/v1/notification-targets", wish("on-call", "generic", rules)).ok();
    }

    private String wish(String name, String form, String rules) {
        return """
        {"name":"%s","url":"%s","form":"%s","enabled":true,"rules":{%s}}\
        """
                .formatted(name, receiver.url("/hook"), form, rules);
    }

    private List<JsonNode> deliveries(String filter) {
        return admin.all("/api/v1/notification-deliveries?filter=" + Api.encode(filter));
    }

    private JsonNode only(String filter) {
        await().atMost(SOON).until(() -> deliveries(filter).size() == 1);
        return deliveries(filter).getFirst();
    }

    @Test
    void manyNodesOfOneSymptomAndSiteAreOneSignedMessage() throws Exception {
        String secret = target(CRITICAL + ",\"groupSeconds\":2").path("secret").asString();
        List<UUID> found = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            UUID node = fleet.add("n" + i, Kind.broken("kernel", "fra"));
            found.add(fleet.find(node, "critical", "vf-not-isolated", true));
        }
        fleet.find(
                fleet.add("far", Kind.broken("kernel", "ams")),
                "critical",
                "vf-not-isolated",
                true);
        fleet.find(fleet.add("mild", Kind.healthy("fra")), "warning", "vf-not-isolated", true);
        resolve(fleet.find(fleet.add("old", Kind.healthy("fra")), "critical", null, false));

        Got many = receiver.next();
        Got one = many.data().path("site").asString().equals("ams") ? many : receiver.next();
        many = one == many ? receiver.next() : many;

        assertThat(many.json().path("type").asString()).isEqualTo("finding.opened");
        assertThat(many.data().path("count").asInt()).isEqualTo(60);
        assertThat(many.data().path("nodes")).hasSize(50);
        assertThat(many.data().path("title").asString())
                .isEqualTo("VFs cannot be handed out separately: 60 nodes at fra");
        assertThat(many.data().path("runbook").asString())
                .isEqualTo("https://vfleet.example/runbooks/vf-not-isolated");
        assertThat(many.data().path("nodes").path(0).path("url").asString())
                .startsWith("https://vfleet.example/nodes/");
        assertThat(one.data().path("count").asInt()).isEqualTo(1);
        assertThat(many.json().path("id").asString()).isEqualTo(many.id()).isNotEqualTo(one.id());
        assertThat(many.signature()).isEqualTo(signed(secret, many));

        resolve(found.getFirst());
        Got resolved = receiver.next();
        assertThat(resolved.json().path("type").asString()).isEqualTo("finding.resolved");
        assertThat(resolved.data().path("count").asInt()).isEqualTo(1);
        await().atMost(SOON).until(() -> deliveries("state==SENT").size() == 3);
        assertThat(deliveries("state!=SENT")).isEmpty();
        assertThat(receiver.isEmpty()).isTrue();
    }

    private void resolve(UUID finding) {
        jdbc.sql("update finding set resolved_at = now() where id = :id")
                .param("id", finding)
                .update();
    }

    /// As standardwebhooks.com has it, written down once more.
    private static String signed(String secret, Got got) throws Exception {
        byte[] key = Base64.getDecoder().decode(secret.replace("whsec_", ""));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        mac.update((got.id() + "." + got.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
        byte[] hash = mac.doFinal(got.body().getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(hash);
    }

    private void breakANode() {
        fleet.find(
                fleet.add("n", Kind.broken("kernel", "fra")), "critical", "half-performance", true);
    }

    @Test
    void whatIsNotTakenIsTriedAgainThenDeadAndSentByHand() {
        target(CRITICAL + ",\"groupSeconds\":0");
        receiver.willAnswer(500, 503, 410);
        breakANode();
        List<Got> tries = List.of(receiver.next(), receiver.next(), receiver.next());
        JsonNode dead = only("state==DEAD");
        assertThat(tries).extracting(Got::id).containsOnly(dead.path("id").asString());
        assertThat(tries).extracting(Got::body).containsOnly(tries.getFirst().body());
        assertThat(dead.path("attempts").asInt()).isEqualTo(3);
        assertThat(dead.path("lastStatus").asInt()).isEqualTo(410);
        assertThat(dead.path("lastError").asString()).isEqualTo("answered 410 so be it");

        String retry = "/api/v1/notification-deliveries/" + dead.path("id").asString() + "/retry";
        admin.post(retry, "").ok();
        assertThat(receiver.next().id()).isEqualTo(dead.path("id").asString());
        only("state==SENT");
        admin.post(retry, "").problem(409, "conflict");
        assertThat(receiver.isEmpty()).isTrue();
        assertThat(anybody.with("metrics").get("/actuator/prometheus").body())
                .contains("vfleet_notifications_total{result=\"dead\"} 1.0");
    }

    @Test
    void whatADeadReplicaHeldIsSentByAnotherUnderTheSameId() {
        target(CRITICAL + ",\"groupSeconds\":0");
        CountDownLatch hold = receiver.holdNext();
        receiver.willAnswer(500);
        breakANode();
        Got first = receiver.next();
        // the one that sends is not heard of any more, and its lease is over
        jdbc.sql("update notification_delivery set claimed_until = now() - interval '1 second'")
                .update();
        sender.run();
        Got second = receiver.next();
        hold.countDown();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        JsonNode sent = only("state==SENT");
        assertThat(sent.path("attempts").asInt()).isEqualTo(2);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> receiver.isEmpty() && deliveries("state==SENT").size() == 1);
    }

    @Test
    void inQuietHoursOnlyWhatIsCriticalGoesOut() {
        Instant now = Instant.now();
        LocalTime here = LocalTime.ofInstant(now, ZoneOffset.UTC).withNano(0);
        target(
                """
                "findings":{},"groupSeconds":0,
                "quietHours":{"from":"%s","to":"%s","zone":"UTC"}\
                """
                        .formatted(here.minusHours(1), here.plusHours(2)));
        UUID node = fleet.add("n", Kind.broken("kernel", "fra"));
        fleet.find(node, "warning", "half-performance", true);
        JsonNode waits = only("state==WAITING");
        fleet.find(node, "critical", "vf-not-isolated", true);

        assertThat(receiver.next().data().path("severity").asString()).isEqualTo("critical");
        assertThat(Duration.between(now, Instant.parse(waits.path("dueAt").asString())))
                .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
        assertThat(deliveries("state==WAITING;attempts==0")).hasSize(1);
    }

    @Test
    void whatIsStillOpenIsSaidAgainUntilItIsNot() {
        target(CRITICAL + ",\"groupSeconds\":0,\"remindMinutes\":60");
        UUID node = fleet.add("n", Kind.broken("kernel", "fra"));
        UUID finding = fleet.find(node, "critical", "half-performance", true);
        assertThat(receiver.next().json().path("type").asString()).isEqualTo("finding.opened");
        passAnHour();
        assertThat(receiver.next().json().path("type").asString()).isEqualTo("finding.reminder");
        resolve(finding);
        assertThat(receiver.next().json().path("type").asString()).isEqualTo("finding.resolved");
        passAnHour();
        await().atMost(SOON)
                .until(() ->
                        jdbc.sql("select count(*) from notification_reminder")
                                        .query(Integer.class)
                                        .single()
                                == 0);
        assertThat(receiver.isEmpty()).isTrue();
    }

    private void passAnHour() {
        jdbc.sql("update notification_reminder set told_at = told_at - interval '61 minutes'")
                .update();
    }

    @Test
    void whatIsMutedAndWherePeopleAreAtWorkIsNotTold() {
        target("\"findings\":{},\"silentNodes\":true,\"groupSeconds\":0");
        // before anybody can have sorted it
        transaction.executeWithoutResult(_ -> {
            UUID muted = fleet.add("muted", Kind.broken("kernel", "fra"));
            fleet.find(muted, "critical", "half-performance", true);
            jdbc.sql("update finding set muted_until = now() + interval '1 hour'").update();
            UUID worked = fleet.add("worked-on", Kind.broken("kernel", "fra").silentFor(600));
            fleet.find(worked, "critical", "half-performance", true);
            jdbc.sql(
                            """
                            insert into node_maintenance (node_id, until, reason, set_by, set_at)
                            values (:node, now() + interval '1 hour', 'test', 'ann', now())
                            """)
                    .param("node", worked)
                    .update();
        });
        breakANode();
        assertThat(receiver.next().data().path("count").asInt()).isEqualTo(1);
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void silenceAndOperationsAreToldToWhomTheSelectorNames() {
        target(
                """
                "silentNodes":true,"operations":{"results":["FAILED"]},"groupSeconds":0,"nodes":"site==fra"\
                """);
        UUID silent = fleet.add("silent", Kind.healthy("fra").silentFor(600));
        fleet.add("elsewhere", Kind.healthy("ams").silentFor(600));
        assertThat(receiver.next().data().path("title").asString())
                .isEqualTo("Silent: 1 node at fra");
        jdbc.sql("update node_presence set last_seen = now() where node_id = :id")
                .param("id", silent)
                .update();
        assertThat(receiver.next().json().path("type").asString()).isEqualTo("node.back");

        end(silent, "SUCCEEDED");
        UUID failed = end(silent, "FAILED");
        Got ended = receiver.next();
        assertThat(ended.data().path("title").asString())
                .isEqualTo("Operation ended FAILED: 1 node at fra");
        assertThat(ended.data().path("nodes").path(0).path("url").asString())
                .isEqualTo("https://vfleet.example/operations/" + failed);
        assertThat(receiver.isEmpty()).isTrue();
    }

    private UUID end(UUID node, String state) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into operation (id, kind, state, node_id, generation, reason, requested_by, requested_from,
                                               created_at, deadline, changed_at)
                        values (:id, 'RECHECK', 'QUEUED', :node, 0, 'test', 'ann', '', now(), now() + interval '1 hour', now())
                        """)
                .param("id", id)
                .param("node", node)
                .update();
        jdbc.sql("update operation set state = :state, ended_at = now() where id = :id")
                .param("state", state)
                .param("id", id)
                .update();
        return id;
    }

    @Test
    void aTestSaysWhatCameBackAndRedirectsAreNotFollowed() {
        String test = test(target(CRITICAL));
        JsonNode fine = admin.post(test, "").ok();
        assertThat(fine.path("taken").asBoolean()).isTrue();
        assertThat(fine.path("answer").asString()).isEqualTo("so be it");
        assertThat(receiver.next().json().path("type").asString()).isEqualTo("test");

        receiver.willAnswer(302);
        JsonNode moved = admin.post(test, "").ok();
        assertThat(moved.path("taken").asBoolean()).isFalse();
        assertThat(moved.path("status").asInt()).isEqualTo(302);
        assertThat(receiver.next().path()).isEqualTo("/hook");
        assertThat(receiver.isEmpty()).isTrue();
    }

    private static String test(JsonNode made) {
        return "/api/v1/notification-targets/"
                + made.path("target").path("id").asString()
                + "/test";
    }

    @Test
    void nothingIsSentToAddressesThatAreNotAllowed() {
        for (String host :
                List.of("127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "0.0.0.0", "2130706434")) {
            String url = "http://" + host + ":" + receiver.port() + "/hook";
            String body = wish("x" + host, "generic", CRITICAL).replace(receiver.url("/hook"), url);
            JsonNode result =
                    admin.post(test(admin.post("/api/v1/notification-targets", body).ok()), "")
                            .ok();
            assertThat(result.path("taken").asBoolean()).as(host).isFalse();
            assertThat(result.has("status")).as(host).isFalse();
        }
        assertThat(receiver.isEmpty()).isTrue();
    }

    @Test
    void slackGetsTextAndBlocksWithLinks() {
        admin.post(
                        "/api/v1/notification-targets",
                        wish("chat", "slack", CRITICAL + ",\"groupSeconds\":0"))
                .ok();
        UUID node = fleet.add("<b>", Kind.broken("kernel", "fra"));
        fleet.find(node, "critical", "half-performance", true);
        JsonNode slack = receiver.next().json();
        assertThat(slack.path("text").asString()).isEqualTo("Half the performance: 1 node at fra");
        assertThat(slack.path("blocks").toString())
                .contains(
                        "<https://vfleet.example/nodes/" + node + "|&lt;b&gt;>",
                        "<https://vfleet.example/runbooks/half-performance|What to do>");
    }

    @Test
    void wishesThatCannotBeMetAreRefusedByField() {
        String route = "/api/v1/notification-targets";
        String good = wish("on-call", "generic", CRITICAL);
        JsonNode made = admin.post(route, good).ok();
        assertThat(made.path("target").has("secret")).isFalse();
        assertThat(admin.post(route, good).problem(409, "conflict").path("field").asString())
                .isEqualTo("name");
        refused(good.replace("http://", "file://"), "url");
        refused(good.replace("http://", "http://user@"), "url");
        refused(good.replace("critical", "bad"), "rules.findings.severities");
        refused(good.replace("true,", "true,\"secret\":\"short\","), "secret");
        admin.post(route, wish("f", "generic", "\"nodes\":\"nowhere==1\""))
                .problem(400, "invalid-filter");
        String one = route + "/" + made.path("target").path("id").asString();
        admin.put(one, good).problem(428, "precondition-required");
        String tag = admin.get(one).header("ETag");
        JsonNode off = admin.put(one, good.replace("true", "false"), "If-Match", tag).ok();
        assertThat(off.path("enabled").asBoolean()).isFalse();
        admin.put(one, good, "If-Match", tag).problem(412, "precondition-failed");
        assertThat(admin.delete(one).status()).isEqualTo(204);
        assertThat(admin.get("/api/v1/audit?pageSize=3").body())
                .contains("notification-target-deleted", "notification-target-edited")
                .doesNotContain("whsec_");
    }

    private void refused(String body, String field) {
        assertThat(
                        admin.post("/api/v1/notification-targets", body.replace("on-call", "other"))
                                .problem(400, "invalid-value")
                                .path("field")
                                .asString())
                .isEqualTo(field);
    }
}
