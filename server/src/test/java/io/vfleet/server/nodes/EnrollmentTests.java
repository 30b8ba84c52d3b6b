package io.vfleet.server.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.EnrollRequest;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class EnrollmentTests {

    @LocalServerPort private int port;
    @Autowired private EnrollmentTokens tokens;
    @Autowired private Nodes nodes;
    @Autowired private JdbcClient jdbc;

    @Test
    void newNodeWaitsForApproval() {
        var agent = new TestAgent(port);

        assertThat(agent.enroll(token(5)).state()).isEqualTo("PENDING");
        assertThat(agent.logIn().state()).isEqualTo("PENDING");
        assertThat(nodes.find(agent.hostname()))
                .isEqualTo(
                        new Lookup.Found(
                                new Node(
                                        agent.nodeId(),
                                        agent.hostname(),
                                        Node.Enrollment.PENDING,
                                        Optional.empty())));
        assertThat(nodes.approve(agent.nodeId(), "ann")).isInstanceOf(Decision.Done.class);
        assertThat(agent.logIn().state()).isEqualTo("APPROVED");
    }

    @Test
    void tokenMayApproveByItself() {
        assertThat(new TestAgent(port).enroll(approving()).state()).isEqualTo("APPROVED");
    }

    @Test
    void sameKeyIsTheSameNodeEvenWhenTheTokenIsUsedUp() {
        var agent = new TestAgent(port);
        String token = token(1);
        String first = agent.enroll(token).nodeId();

        assertThat(agent.enroll(token).nodeId()).isEqualTo(first);
        assertThat(agent.named("renamed").enroll("vfe_another").nodeId()).isEqualTo(first);
        assertThat(uses()).isEqualTo(1);
    }

    @Test
    void enrollingAtTheSameTimeCountsOnce() {
        var agent = new TestAgent(port);
        String token = token(5);

        assertThat(
                        IntStream.range(0, 8)
                                .parallel()
                                .mapToObj(_ -> agent.tryEnroll(token))
                                .map(said -> said.as(AgentJson::readEnrollAnswer).nodeId())
                                .distinct())
                .hasSize(1);
        assertThat(uses()).isEqualTo(1);
    }

    @Test
    void tokenThatCannotBeUsedIsRefusedWithItsReason() {
        String usedUp = token(1);
        new TestAgent(port).enroll(usedUp);
        var revoked = tokens.issue(wish(false, 5, Duration.ofHours(1)));
        tokens.revoke(revoked.id());
        String expired = tokens.issue(wish(false, 5, Duration.ofSeconds(-1))).token();

        assertRefused(usedUp, "used up");
        assertRefused(revoked.token(), "revoked");
        assertRefused(expired, "expired");
        assertRefused("vfe_made-up", "no such token");
        assertThat(jdbc.sql("select count(*) from node").query(Integer.class).single())
                .isEqualTo(1);
    }

    private void assertRefused(String token, String reason) {
        var said = new TestAgent(port).tryEnroll(token);
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("/problems/enrollment-token-refused", reason);
    }

    @Test
    void keyWithoutItsSignatureIsRefused() {
        String token = token(5);
        EnrollRequest mine = new TestAgent(port).enrollRequest(token);
        EnrollRequest others = new TestAgent(port).named(mine.hostname()).enrollRequest(token);
        var stolen =
                new EnrollRequest(
                        token,
                        others.publicKey(),
                        mine.signature(),
                        mine.hostname(),
                        mine.machineId(),
                        mine.productUuid(),
                        "0.1.0");

        var said = new TestAgent(port).post("enroll", AgentJson.write(stolen));

        assertThat(said.status()).isEqualTo(401);
        assertThat(uses()).isZero();
    }

    @Test
    void keyOfAnotherKindNamesItsField() {
        EnrollRequest good = new TestAgent(port).enrollRequest(token(5));
        var bad =
                new EnrollRequest(
                        good.token(),
                        "AAAA",
                        good.signature(),
                        good.hostname(),
                        good.machineId(),
                        good.productUuid(),
                        "0.1.0");

        var said = new TestAgent(port).post("enroll", AgentJson.write(bad));

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.body()).contains("\"field\":\"publicKey\"");
    }

    @Test
    void machineThatIsThereAlreadyNeedsAPersonsWord() {
        var old = new TestAgent(port).joined(approving());
        var reinstalled = new TestAgent(port).onMachineOf(old);

        assertThat(reinstalled.enroll(approving()).state()).isEqualTo("PENDING");
        assertThat(nodes.find(reinstalled.nodeId().toString()))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.node().replaces()).contains(old.nodeId()));
    }

    @Test
    void approvedSuccessorTakesOverAndTheOldNodeIsRetired() {
        var old = new TestAgent(port).joined(approving());
        var reinstalled = new TestAgent(port).onMachineOf(old).named(old.hostname());
        reinstalled.enroll(approving());

        nodes.approve(reinstalled.nodeId(), "ann");

        assertThat(nodes.find(old.hostname()))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(found.node().id()).isEqualTo(reinstalled.nodeId()));
        assertThat(history(reinstalled.nodeId()))
                .containsExactlyInAnyOrder("enrolled", "enrolled", "approved");
        assertThat(old.tryChallenge(old.nodeId().toString()).body())
                .contains("/problems/node-retired");
    }

    @Test
    void hostnameOfTwoNodesIsAmbiguous() {
        new TestAgent(port).named("twin").enroll(approving());
        new TestAgent(port).named("twin").enroll(approving());

        assertThat(nodes.find("twin"))
                .isInstanceOfSatisfying(
                        Lookup.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.nodes()).hasSize(2));
    }

    @Test
    void rejectedNodeIsTurnedAway() {
        var agent = new TestAgent(port).joined(token(5));
        nodes.reject(agent.nodeId(), "ann");

        assertThat(agent.tryEnroll("vfe_any").body()).contains("/problems/node-rejected");
        assertThat(agent.tryChallenge(agent.nodeId().toString()).status()).isEqualTo(403);
        assertThat(nodes.reject(agent.nodeId(), "ann")).isInstanceOf(Decision.Refused.class);
        assertThat(nodes.approve(UUID.randomUUID(), "ann")).isInstanceOf(Decision.Missing.class);
    }

    @Test
    void challengeOfAnotherNodeOrAnotherKeyBuysNoToken() {
        var a = new TestAgent(port).joined(approving());
        var b = new TestAgent(port).joined(approving());
        String idB = b.nodeId().toString();
        String ofA = challenge(a, a.nodeId().toString());

        assertThat(a.tryToken(idB, challenge(a, idB)).status()).isEqualTo(401);
        assertThat(b.tryToken(idB, ofA).status()).isEqualTo(401);
        assertThat(b.tryToken(idB, "bm90IG91cnM").status()).isEqualTo(401);
        assertThat(a.tryChallenge(UUID.randomUUID().toString()).status()).isEqualTo(404);
        assertThat(a.tryChallenge("not an id").status()).isEqualTo(404);
    }

    private static String challenge(TestAgent agent, String node) {
        return agent.tryChallenge(node).as(AgentJson::readChallengeAnswer).challenge();
    }

    private String token(int uses) {
        return tokens.issue(wish(false, uses, Duration.ofHours(1))).token();
    }

    private String approving() {
        return tokens.issue(wish(true, 5, Duration.ofHours(1))).token();
    }

    private static EnrollmentTokens.Wish wish(boolean approve, int uses, Duration lifetime) {
        return new EnrollmentTokens.Wish("test", approve, uses, lifetime, "ann");
    }

    private int uses() {
        return jdbc.sql("select sum(uses) from enrollment_token").query(Integer.class).single();
    }

    private List<String> history(UUID node) {
        return jdbc.sql("select kind from history where node_id = :node")
                .param("node", node)
                .query(String.class)
                .list();
    }
}
