package io.vfleet.server.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import io.vfleet.server.TestAgent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class FleetApiTests {

    @Autowired private Api anybody;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;

    private Api api;
    private UUID sick;

    @BeforeEach
    void someNodes() {
        api = anybody.with("read");
        for (int i = 0; i < 5; i++) {
            fleet.add("ok-" + i, Kind.healthy("fra"));
        }
        sick = fleet.add("sick", Kind.broken("kernel", "fra"));
        fleet.add("twin", Kind.broken("kernel", "ams"));
        UUID late = fleet.add("late", Kind.broken("kernel", "ams").silentFor(600));
        fleet.add("gone", Kind.healthy("ams").silentFor(6000));
        fleet.add("new", Kind.healthy("ams").as("PENDING"));
        fleet.add("old", Kind.healthy("ams").as("RETIRED"));
        fleet.add("kept-out", Kind.healthy("ams").as("REJECTED"));
        UUID fresh = fleet.add("fresh", Kind.healthy("ams"));
        jdbc.sql("update node set verdict = null, link_states = null where id = :id")
                .param("id", fresh)
                .update();
        fleet.find(sick, "critical", "vf-not-isolated", true);
        fleet.find(sick, "warning", "vf-not-isolated", true);
        fleet.find(sick, "info", null, true);
        fleet.find(sick, "critical", "half-performance", false);
        fleet.find(late, "critical", "vf-not-isolated", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /nodes/total               | nodes
                    /nodes/online              | nodes?filter=status==ONLINE
                    /nodes/late                | nodes?filter=status==LATE
                    /nodes/offline             | nodes?filter=status==OFFLINE
                    /nodes/pending             | nodes?filter=status==PENDING
                    /nodes/retired             | nodes?filter=status==RETIRED
                    /verdicts/ok               | nodes?filter=status==ONLINE;verdict.state==OK
                    /verdicts/broken           | nodes?filter=status==ONLINE;verdict.state==BROKEN
                    /verdicts/unknown          | nodes?filter=status==ONLINE;verdict.state==UNKNOWN
                    /verdicts/silent           | nodes?filter=silent==true
                    /chain/1/broken            | nodes?filter=status==ONLINE;links.kernel==BROKEN
                    /chain/1/firstBroken       | nodes?filter=status==ONLINE;verdict.state==BROKEN;verdict.link==kernel
                    /chain/1/silent            | nodes?filter=silent==true
                    /chain/0/ok                | nodes?filter=status==ONLINE;links.firmware==OK
                    /chain/5/unknown           | nodes?filter=status==ONLINE;links.orchestration==UNKNOWN
                    /vfs/active                | virtual-functions?filter=status==ONLINE
                    /vfs/inUse                 | virtual-functions?filter=status==ONLINE;inUse==true
                    /vfs/inUseUnknown          | virtual-functions?filter=status==ONLINE;inUse=isnull=true
                    /findings/critical         | findings?filter=status==ONLINE;severity==critical
                    /findings/warning          | findings?filter=status==ONLINE;severity==warning
                    /findings/info             | findings?filter=status==ONLINE;severity==info
                    """)
    void aNumberOfTheSummaryIsTheLengthOfItsList(String number, String list) {
        int counted = summary().at(number).asInt();
        assertThat(counted).isPositive().isEqualTo(api.all("/api/v1/" + list).size());
    }

    @Test
    void theSummaryIsWhatTheNodesAre() {
        assertThat(summary().path("nodes").toString())
                .isEqualTo(
                        """
                        {"total":12,"online":8,"late":1,"offline":1,"pending":1,"retired":1,"inMaintenance":0}\
                        """);
        assertThat(summary().path("verdicts").toString())
                .isEqualTo(
                        """
                        {"ok":5,"warn":0,"broken":2,"unknown":1,"notApplicable":0,"silent":2}\
                        """);
        assertThat(summary().path("vfs").toString())
                .isEqualTo("{\"active\":16,\"desired\":64,\"inUse\":8,\"inUseUnknown\":8}");
    }

    private JsonNode summary() {
        return api.get("/api/v1/fleet/summary").ok();
    }

    @Test
    void aNodeIsFoundByIdAndHostnameButNotByAnAmbiguousOne() {
        JsonNode byName = api.get("/api/v1/nodes/sick").ok();
        assertThat(byName).isEqualTo(api.get("/api/v1/nodes/" + sick).ok());
        assertThat(byName.path("verdict").toString())
                .isEqualTo("{\"state\":\"BROKEN\",\"link\":\"kernel\"}");
        assertThat(byName.path("links").size()).isEqualTo(6);
        assertThat(byName.path("site").asString()).isEqualTo("fra");
        assertThat(byName.has("slot")).isFalse();

        fleet.add("sick", Kind.healthy("ams"));
        var ambiguous = api.get("/api/v1/nodes/sick").problem(409, "ambiguous");
        assertThat(ambiguous.path("candidates").size()).isEqualTo(2);
        api.get("/api/v1/nodes/nobody").problem(404, "not-found");
    }

    @Test
    void nodesAreFilteredByLabelsAndSorted() {
        assertThat(hostnames("nodes?filter=site==fra;verdict.state==BROKEN"))
                .containsExactly("sick");
        assertThat(
                        hostnames(
                                "nodes?filter=labels.rack==r*;labels.site!=fra&orderBy=hostname%20desc"))
                .containsExactly("twin", "old", "new", "late", "gone", "fresh");
        assertThat(hostnames("nodes?orderBy=lastSeen&filter=silent==true"))
                .containsExactly("gone", "late");
    }

    private java.util.List<String> hostnames(String list) {
        return api.all("/api/v1/" + list).stream()
                .map(node -> node.path("hostname").asString())
                .toList();
    }

    @Test
    void functionsAreFoundByMacAndAddress() {
        assertThat(api.all("/api/v1/nodes/sick/virtual-functions")).hasSize(2);
        assertThat(api.all("/api/v1/nodes/sick/physical-functions")).hasSize(1);
        assertThat(
                        api.all(
                                "/api/v1/virtual-functions?filter=mac==02:00:00:00:01:01;hostname==sick"))
                .hasSize(1);
        assertThat(api.all("/api/v1/virtual-functions?filter=address==0000:81:00.2")).hasSize(12);
        var pf = api.all("/api/v1/physical-functions?filter=node==" + sick).getFirst();
        assertThat(pf.path("numVfs").asInt()).isEqualTo(2);
        assertThat(pf.path("totalVfs").asInt()).isEqualTo(16);
        assertThat(pf.has("iommuGroup")).isFalse();
        assertThat(pf.path("model").asString()).isEqualTo("Mellanox ConnectX-7");
        assertThat(pf.path("operstate").asString()).isEqualTo("up");
        assertThat(pf.path("speedMbps").asInt()).isEqualTo(400_000);
        assertThat(pf.path("atBoot").toString())
                .isEqualTo(
                        """
                        {"numVfs":4,"setBy":[{"kind":"udev","path":"/etc/udev/rules.d/70.rules","numVfs":4,\
                        "fights":true}]}\
                        """);
        assertThat(pf.path("firmwareVfs").asInt()).isEqualTo(16);
        assertThat(pf.path("firmwareVfsNext").asInt()).isEqualTo(8);
    }

    @Test
    void vfsTellWhoHoldsThemAndAreFoundByIt() {
        JsonNode held =
                api.all("/api/v1/nodes/sick/virtual-functions?filter=pod==llm-70b/*").getFirst();
        assertThat(held.path("inUse").asBoolean()).isTrue();
        assertThat(held.path("pod").asString()).isEqualTo("llm-70b/train-3");
        assertThat(held.path("holders").toString())
                .isEqualTo(
                        """
                        [{"kind":"kubelet","name":"llm-70b/train-3","detail":"container main"},\
                        {"kind":"netns","name":"mlx5_core"}]\
                        """);

        JsonNode unknown =
                api.all("/api/v1/nodes/sick/virtual-functions?filter=inUse=isnull=true").getFirst();
        assertThat(unknown.has("inUse")).isFalse();
        assertThat(unknown.path("holders").isEmpty()).isTrue();
        assertThat(api.all("/api/v1/virtual-functions?filter=holder==llm-70b/train-3")).hasSize(12);
        assertThat(api.all("/api/v1/virtual-functions?filter=inUse==false")).isEmpty();
        assertThat(hostnames("nodes?filter=vfs.inUse=gt=1")).isEmpty();
    }

    @Test
    void findingsAreOpenUnlessAskedOtherwise() {
        assertThat(api.all("/api/v1/findings")).hasSize(4);
        assertThat(api.all("/api/v1/findings?includeResolved=true")).hasSize(5);
        var finding = api.all("/api/v1/findings?filter=severity==warning").getFirst();
        assertThat(finding.at("/fix/0/command").asString()).isEqualTo("reboot");
        var whole = api.get("/api/v1/findings/" + finding.path("id").asString()).ok();
        assertThat(whole.path("fix")).isEqualTo(finding.path("fix"));
        assertThat(whole.has("trail")).isTrue();
        api.get("/api/v1/findings/" + UUID.randomUUID()).problem(404, "not-found");
    }

    @Test
    void symptomsCountWhatIsOpenOnNodesThatTalk() {
        var rows = api.get("/api/v1/symptoms").ok().path("items");
        assertThat(rows.size()).isEqualTo(6);
        var isolation = rows.get(1);
        assertThat(isolation.path("id").asString()).isEqualTo("vf-not-isolated");
        assertThat(isolation.path("findings").asInt()).isEqualTo(2);
        assertThat(isolation.path("nodes").asInt()).isEqualTo(1);
        assertThat(isolation.path("causes").size()).isEqualTo(2);
        assertThat(isolation.at("/checks/0/check").asString()).isEqualTo("iommu-off-in-firmware");
        for (JsonNode row : rows) {
            for (JsonNode check : row.path("checks")) {
                for (String words : List.of("asks", "seen", "cause", "read", "fix")) {
                    assertThat(check.path(words).asString("")).as(check + words).isNotEmpty();
                }
            }
        }
    }

    @Test
    void storedDocumentsAreAnsweredAndTheReportAtLength() throws IOException {
        api.get("/api/v1/nodes/sick/chain").problem(404, "not-found");
        var report = new Report(1, 1, Inventories.host(1, 8).build(), List.of());
        fleet.document(
                sick,
                new String(TestAgent.json(report), UTF_8),
                "{\"verdict\":{\"state\":\"OK\"}}");
        var atLength = new ByteArrayOutputStream();
        InventoryJson.writeAtLength(report, atLength);
        assertThat(api.get("/api/v1/nodes/sick/report").body())
                .isEqualTo(atLength.toString(UTF_8))
                .isNotEqualTo(new String(TestAgent.json(report), UTF_8));
        var zipped = api.get("/api/v1/nodes/sick/chain", "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(api.get("/api/v1/nodes/sick/chain").body())
                .isEqualTo("{\"verdict\":{\"state\":\"OK\"}}");
    }

    @Test
    void eventsComeNewestFirst() {
        jdbc.sql(
                        """
                        insert into history (node_id, at, kind, subject, after, detail)
                        select :node, timestamptz '2026-01-01 00:00Z' + i * interval '1 day', 'boot', 'node',
                               cast(i as text), '{"n":1}'
                        from generate_series(1, 60) i
                        """)
                .param("node", sick)
                .update();
        var events =
                api.all(
                        "/api/v1/events?filter=at<2026-02-01T00:00:00Z;kind==boot"
                                .replace("<", "%3C"));
        assertThat(events).hasSize(30);
        assertThat(events.getFirst().path("after").asString()).isEqualTo("30");
        assertThat(api.get("/api/v1/nodes/sick/history?pageSize=7").ok().path("items").size())
                .isEqualTo(7);
    }
}
