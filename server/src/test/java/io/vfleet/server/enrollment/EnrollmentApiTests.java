package io.vfleet.server.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

@ServerTest
class EnrollmentApiTests {

    @Autowired private Api api;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;

    @Test
    void aWaitingNodeIsLetInOrKeptOut() {
        Api approver = api.with("read", "approve");
        UUID in = fleet.add("in", Kind.healthy("fra").as("PENDING"));
        UUID out = fleet.add("out", Kind.healthy("fra").as("PENDING"));
        assertThat(approver.all("/api/v1/enrollments?filter=state==PENDING")).hasSize(2);
        assertThat(post(approver, in, "approve").ok().path("state").asString())
                .isEqualTo("APPROVED");
        post(approver, in, "approve").ok();
        post(approver, out, "reject").ok();
        assertThat(approver.all("/api/v1/enrollments?filter=state==PENDING")).isEmpty();
        post(approver, in, "reject").problem(409, "conflict");
        post(approver, UUID.randomUUID(), "approve").problem(404, "not-found");
        assertThat(approver.get("/api/v1/nodes/in").ok().path("status").asString())
                .isEqualTo("ONLINE");
    }

    @Test
    void whoDecidedOnANodeIsInTheAudit() {
        Api approver = api.with("read", "approve");
        UUID old = fleet.add("worn", Kind.healthy("fra"));
        UUID in = fleet.add("new", Kind.healthy("fra").as("PENDING"));
        UUID out = fleet.add("out", Kind.healthy("fra").as("PENDING"));
        jdbc.sql("update node set replaces_node_id = :old where id = :in")
                .param("old", old)
                .param("in", in)
                .update();
        post(approver, in, "approve").ok();
        post(approver, in, "approve").ok();
        post(approver, out, "reject").ok();
        post(approver, in, "retire").ok();

        assertThat(decisions(old, in, out))
                .containsExactlyInAnyOrder(
                        "node-approved node new replaces=" + old,
                        "node-retired node worn",
                        "node-rejected node out",
                        "node-retired node new replaces=" + old);
        assertThat(api.with("admin").get("/api/v1/audit/verification").ok().path("intact"))
                .isEqualTo(BooleanNode.TRUE);
    }

    private List<String> decisions(UUID... nodes) {
        return Stream.of(nodes)
                .flatMap(node ->
                        api.with("admin").all("/api/v1/audit?filter=node==" + node).stream())
                .map(row -> {
                    String old = row.at("/detail/replaces").asString("");
                    return (row.path("what").asString()
                            + " "
                            + row.path("subject").asString()
                            + (old.isEmpty() ? "" : " replaces=" + old));
                })
                .toList();
    }

    @Test
    void aNodeThatIsGoneForGoodIsRetiredAndNotCountedAsSilent() {
        Api approver = api.with("read", "approve");
        UUID gone = fleet.add("gone", Kind.healthy("fra").silentFor(7200));
        assertThat(approver.get("/api/v1/fleet/summary").ok().at("/verdicts/silent").asInt())
                .isOne();

        post(api.with("read", "operate"), gone, "retire").problem(403, "forbidden");
        post(approver, gone, "retire").ok();
        post(approver, gone, "retire").ok();

        JsonNode summary = approver.get("/api/v1/fleet/summary").ok();
        assertThat(summary.at("/verdicts/silent").asInt()).isZero();
        assertThat(summary.at("/nodes/retired").asInt()).isOne();
        post(approver, gone, "reject").problem(409, "conflict");
    }

    private static Api.Answer post(Api api, UUID node, String decision) {
        return api.post("/api/v1/enrollments/" + node + "/" + decision, "");
    }

    @Test
    void anEnrollmentTokenIsShownOnceAndRevoked() {
        Api admin = api.with("admin");
        var made = admin.post("/api/v1/enrollment-tokens", "{\"name\":\"rack r1\",\"maxUses\":40}");
        String secret = made.ok().path("token").asString();
        var listed = admin.get("/api/v1/enrollment-tokens");
        assertThat(listed.ok().at("/items/0/maxUses").asInt()).isEqualTo(40);
        assertThat(listed.body()).doesNotContain(secret);
        admin.delete(made.header("Location")).ok();
        admin.delete(made.header("Location")).problem(404, "not-found");
    }
}
