package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.server.Api;
import io.vfleet.server.TestAgent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every route of the agents against a node that is not the caller's.
class ForeignNodeTests extends OperationScene {

    /// What each does to another node, by the tests below.
    private static final Map<String, String> ROUTES =
            Map.of(
                    "POST /agent/v1/enroll", "open: a token",
                    "POST /agent/v1/challenge", "open: of no use without the key",
                    "POST /agent/v1/token", "open: the key's signature",
                    "POST /agent/v1/report", "its own",
                    "POST /agent/v1/heartbeat", "its own",
                    "GET /agent/v1/operations", "its own",
                    "POST /agent/v1/operations/{id}/progress", "refused");

    @Autowired private Api anybody;
    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void theTableAboveKnowsEveryRoute() {
        var routes =
                requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                        .flatMap(info ->
                                info.getMethodsCondition().getMethods().stream()
                                        .flatMap(method ->
                                                info.getPatternValues().stream()
                                                        .map(path -> method + " " + path)))
                        .filter(route -> route.contains(" /agent/"))
                        .collect(Collectors.toSet());

        assertThat(routes).isEqualTo(ROUTES.keySet());
    }

    @Test
    void withoutAnAgentsCredentialNoRouteServes() {
        TestAgent agent = reported();
        Api asAgent = anybody.withAuthorization("Bearer " + agent.accessToken());
        ROUTES.forEach((route, what) -> {
            if (what.startsWith("open")) {
                return;
            }
            String[] parts = route.replace("{id}", UUID.randomUUID().toString()).split(" ");
            for (Api who : List.of(anybody, people, admin())) {
                assertThat(who.send(parts[0], parts[1], Optional.empty()).status())
                        .as(route)
                        .isEqualTo(401);
            }
        });
        asAgent.get("/api/v1/nodes").problem(401, "unauthenticated");
        asAgent.post("/api/v1/operations", "{}").problem(401, "unauthenticated");
    }

    @Test
    void anotherNodesCommandIsNeitherSeenNorToldOf() {
        TestAgent mine = reported();
        TestAgent other = reported();
        UUID id = asked(resize(mine, 8));

        assertThat(poll(other, 1)).isEmpty();
        assertThat(Beats.beat(other).commands()).isEmpty();
        for (OperationState state :
                List.of(OperationState.RUNNING, OperationState.FAILED, OperationState.VERIFYING)) {
            TestAgent.Said said = other.tell(progress(id, state));
            assertThat(said.status()).isEqualTo(404);
            assertThat(said.body()).contains("/problems/operation-unknown");
        }
        assertThat(state(id)).isEqualTo("QUEUED");
        assertThat(fetched(mine).id()).isEqualTo(id);
    }

    @Test
    void whatABodySaysOfItselfMovesNoOtherNode() {
        TestAgent mine = reported();
        TestAgent other = reported();
        String before = row(mine);

        // with the other one's name and machine, and far ahead of it
        report(other, 900, host(mine, 0));
        other.heartbeat(new Heartbeat(99, 1, "digest", Optional.empty()))
                .as(AgentJson::readHeartbeatAnswer);

        assertThat(row(mine)).isEqualTo(before);
    }

    private String row(TestAgent agent) {
        return jdbc.sql(
                        """
                        select concat_ws(' ', n.hostname, n.vf_active, n.revision, p.epoch, p.sequence,
                                         p.report_epoch, p.report_sequence, p.digest)
                        from node n join node_presence p on p.node_id = n.id where n.id = :id
                        """)
                .param("id", agent.nodeId())
                .query(String.class)
                .single();
    }

    @Test
    void signatureOfOneKeyOpensNoOtherNode() {
        TestAgent mine = reported();
        TestAgent other = reported();
        String node = mine.nodeId().toString();
        String challenge = other.tryChallenge(node).as(AgentJson::readChallengeAnswer).challenge();

        assertThat(other.tryToken(node, challenge).status()).isEqualTo(401);
        assertThat(other.tryToken(other.nodeId().toString(), challenge).status()).isEqualTo(401);
    }
}
