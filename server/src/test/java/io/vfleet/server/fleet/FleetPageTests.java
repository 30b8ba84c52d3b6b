package io.vfleet.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// What the page of the whole fleet asks for.
@ServerTest
class FleetPageTests {

    @Autowired private Api anybody;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;

    private Api api;
    private UUID sick;

    @BeforeEach
    void someNodes() {
        api = anybody.with("read");
        fleet.add("well", Kind.healthy("fra"));
        sick = fleet.add("sick", Kind.broken("kernel", "fra"));
        fleet.find(sick, "critical", "vf-not-isolated", true);
        fleet.find(sick, "warning", "vf-not-isolated", true);
        fleet.find(sick, "info", null, true);
        UUID late = fleet.add("late", Kind.broken("kernel", "ams").silentFor(600));
        fleet.find(late, "critical", "vf-not-isolated", true);
        fleet.add("new", Kind.healthy("ams").as("PENDING"));
    }

    @Test
    void theMapHasEveryNodeOnceAndIsNotSentTwice() {
        Api.Answer answer = api.get("/api/v1/fleet/map", "Accept-Encoding", "identity");
        JsonNode items = answer.ok().path("items");
        assertThat(items.size()).isEqualTo(4);
        assertThat(items.get(2).toString())
                .isEqualTo(
                        """
                        {"id":"%s","hostname":"sick","site":"fra","rack":"r1","status":"ONLINE",\
                        "verdict":{"state":"BROKEN","link":"kernel"},"silent":false}\
                        """
                                .formatted(sick));
        assertThat(items.get(1).has("verdict")).isFalse();
        assertThat(items.get(0).path("silent").asBoolean()).isTrue();

        String tag = answer.header("ETag");
        Api.Answer same = api.get("/api/v1/fleet/map", "If-None-Match", tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        jdbc.sql("update node set verdict_link = 'firmware' where id = :id")
                .param("id", sick)
                .update();
        assertThat(api.get("/api/v1/fleet/map", "If-None-Match", tag).status()).isEqualTo(200);
    }

    @Test
    void aZippedMapIsNotSentTwiceEither() {
        IntStream.range(0, 20).forEach(i -> fleet.add("more-" + i, Kind.healthy("fra")));
        Api.Answer zipped = api.get("/api/v1/fleet/map", "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(
                        api.get(
                                        "/api/v1/fleet/map",
                                        "Accept-Encoding",
                                        "gzip",
                                        "If-None-Match",
                                        zipped.header("ETag"))
                                .status())
                .isEqualTo(304);
    }

    @Test
    void nodesAreFilteredByWhatIsOpenOnThem() {
        assertThat(hostnames("symptom==vf-not-isolated")).containsExactly("late", "sick");
        assertThat(hostnames("symptom==vf-not-isolated;status==ONLINE")).containsExactly("sick");
        assertThat(hostnames("symptom!=vf-not-isolated")).containsExactly("new", "well");
        assertThat(hostnames("symptom=isnull=true")).containsExactly("new", "well");
        assertThat(hostnames("check==check-info")).containsExactly("sick");
        assertThat(hostnames("check==check-w*,hostname==well")).containsExactly("sick", "well");
        assertThat(hostnames("check=in=(check-critical,check-none)"))
                .containsExactly("late", "sick");
        jdbc.sql("update finding set resolved_at = now() where node_id = :id")
                .param("id", sick)
                .update();
        assertThat(hostnames("symptom==vf-not-isolated")).containsExactly("late");
        api.get("/api/v1/nodes?filter=symptom==none").problem(400, "invalid-filter");
        api.get("/api/v1/nodes?orderBy=symptom").problem(400, "invalid-order");
    }

    private List<String> hostnames(String filter) {
        return api.all("/api/v1/nodes?filter=" + Api.encode(filter)).stream()
                .map(node -> node.path("hostname").asString())
                .toList();
    }

    @Test
    void aListCountsAllItsPagesWhenAsked() {
        JsonNode page = api.get("/api/v1/nodes?pageSize=1&total=true&filter=silent==false").ok();
        assertThat(page.path("items").size()).isEqualTo(1);
        assertThat(page.path("totalSize").asInt()).isEqualTo(3);
        String next = page.path("nextPageToken").asString();
        JsonNode second =
                api.get(
                                "/api/v1/nodes?pageSize=1&total=true&filter=silent==false&pageToken="
                                        + next)
                        .ok();
        assertThat(second.path("totalSize").asInt()).isEqualTo(3);
        assertThat(api.get("/api/v1/nodes").ok().has("totalSize")).isFalse();
        api.get("/api/v1/nodes?total=perhaps").problem(400, "invalid-value");
    }

    @Test
    void aSymptomSaysHowManyHowBadWhereAndSinceWhen() {
        jdbc.sql(
                        "update finding set first_seen = '2026-01-02T03:04:05Z' where severity = 'warning'")
                .update();
        JsonNode table = api.get("/api/v1/symptoms").ok();
        JsonNode isolation = table.path("items").get(1);
        assertThat(isolation.path("nodes").asInt())
                .isEqualTo(hostnames("symptom==vf-not-isolated;status==ONLINE").size());
        assertThat(isolation.path("severities").toString())
                .isEqualTo("{\"critical\":1,\"warning\":1,\"info\":0,\"muted\":0}");
        assertThat(isolation.path("links").toString()).isEqualTo("[\"kernel\"]");
        assertThat(isolation.path("since").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(isolation.path("causes").get(0).path("check").asString())
                .isEqualTo("check-critical");
        assertThat(table.path("items").get(0).has("since")).isFalse();

        JsonNode rest = table.path("withoutSymptom");
        assertThat(rest.size()).isEqualTo(1);
        assertThat(rest.get(0).path("check").asString()).isEqualTo("check-info");
        assertThat(rest.get(0).path("severities").path("info").asInt()).isEqualTo(1);
    }

    @Test
    void aHintIsNoSymptomOfItsNodeAndCountedApart() {
        UUID well = UUID.fromString(api.get("/api/v1/nodes/well").ok().path("id").asString());
        fleet.find(well, "info", "half-performance", true);

        assertThat(hostnames("symptom==half-performance")).isEmpty();
        assertThat(hostnames("check==check-info")).contains("well");
        JsonNode row = api.get("/api/v1/symptoms").ok().path("items").get(4);
        assertThat(row.path("id").asString()).isEqualTo("half-performance");
        assertThat(row.path("nodes").asInt() + row.path("findings").asInt()).isZero();
        assertThat(row.at("/severities/info").asInt()).isEqualTo(1);
        assertThat(row.at("/causes/0/hints").asInt()).isEqualTo(1);
        assertThat(row.path("lastDay").get(23).asInt()).isZero();
        assertThat(row.has("since")).isFalse();
        String ofIt = "/api/v1/findings/groups?filter=symptom==half-performance";
        JsonNode group = api.get(ofIt).ok().path("items").get(0);
        assertThat(group.path("nodes").asInt() + group.path("findings").asInt()).isZero();
        assertThat(group.at("/severities/info").asInt()).isEqualTo(1);
    }

    @Test
    void theLastDayOfASymptomIsWhatHistorySays() {
        happened("finding-opened", "critical", 90);
        happened("finding-resolved", "critical", 200);
        happened("finding-opened", "critical", 300);
        // opened before the day began: it was open all day
        happened("finding-opened", "warning", 3000);
        JsonNode hours = api.get("/api/v1/symptoms").ok().path("items").get(1).path("lastDay");
        List<Integer> open =
                StreamSupport.stream(hours.spliterator(), false).map(JsonNode::asInt).toList();
        assertThat(open).hasSize(24);
        assertThat(open.subList(0, 18)).containsOnly(1);
        // 5 and 4 h ago it was open, 3 and 2 h ago closed, since then open again
        assertThat(open.subList(18, 24)).containsExactly(2, 2, 1, 1, 2, 2);
    }

    private void happened(String kind, String severity, int minutesAgo) {
        jdbc.sql(
                        """
                        insert into history (node_id, at, kind, subject, before, after)
                        select node_id, now() - make_interval(mins => :ago), :kind, subject,
                               case :kind when 'finding-resolved' then check_id end,
                               case :kind when 'finding-opened' then check_id end
                        from finding where node_id = :node and severity = :severity
                        """)
                .param("ago", minutesAgo)
                .param("kind", kind)
                .param("node", sick)
                .param("severity", severity)
                .update();
    }
}
