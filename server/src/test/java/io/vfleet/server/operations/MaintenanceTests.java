package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// People are at work on a node: nothing is written on it, and its findings wait.
class MaintenanceTests extends OperationScene {

    private static final String SOON = Instant.now().plus(1, ChronoUnit.HOURS).toString();

    @Autowired private Commands commands;
    @Autowired private OperationStore store;
    @Autowired private TransactionTemplate transaction;

    private TestAgent agent;
    private String maintenance;

    @BeforeEach
    void oneNode() {
        agent = reported();
        maintenance = "/api/v1/nodes/" + agent.nodeId() + "/maintenance";
    }

    @Test
    void aChangeIsRefusedAndARecheckIsNot() {
        set();
        JsonNode refused = ask(resize(agent, 6)).problem(409, "node-in-maintenance");
        assertThat(refused.path("until").asString()).isEqualTo(until());
        assertThat(refused.path("reason").asString()).isEqualTo("new card");
        UUID recheck = asked(recheck(agent));
        assertThat(fetched(agent).id()).isEqualTo(recheck);
        people.delete(maintenance).ok();
        assertThat(ask(resize(agent, 6)).status()).isEqualTo(202);
        people.delete(maintenance).problem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasAskedBeforeWaitsForItsEnd(boolean byTheClock) {
        UUID asked = asked(resize(agent, 6));
        set();
        assertThat(poll(agent, 0)).isEmpty();
        assertThat(state(asked)).isEqualTo("QUEUED");
        if (byTheClock) {
            jdbc.sql("update node_maintenance set until = now()").update();
        } else {
            people.delete(maintenance).ok();
        }
        assertThat(fetched(agent).id()).isEqualTo(asked);
        Eventually.so(() -> people.get(maintenance).status() == 404);
        // what is over by the clock is written down when somebody looks at it
        String history = "/api/v1/nodes/" + agent.nodeId() + "/history?filter=kind==maintenance";
        Eventually.so(() -> people.all(history).size() == 2);
    }

    @Test
    void aCommandThatIsBeingClaimedWaitsForAMaintenanceThatIsBeingSet() throws Exception {
        UUID asked = asked(resize(agent, 6));
        CompletableFuture<List<SignedCommand>> polled =
                transaction.execute(_ -> {
                    commands.holdBack(agent.nodeId());
                    var poll = CompletableFuture.supplyAsync(() -> poll(agent, 0));
                    Eventually.so(this::somebodyWaits);
                    insert();
                    return poll;
                });
        assertThat(polled.get(10, TimeUnit.SECONDS)).isEmpty();
        assertThat(state(asked)).isEqualTo("QUEUED");
    }

    @Test
    void aMaintenanceIsSetOnlyWhenWhatWasBeingClaimedHasLeft() throws Exception {
        CompletableFuture<?> put =
                transaction.execute(_ -> {
                    store.awaitHolds(agent.nodeId());
                    var setting = CompletableFuture.runAsync(this::set);
                    Eventually.so(this::somebodyWaits);
                    assertThat(setting).isNotDone();
                    return setting;
                });
        put.get(10, TimeUnit.SECONDS);
        assertThat(until()).isNotEmpty();
    }

    @Test
    void itIsSeenWhereverTheNodeIs() {
        String label = "{\"labels\":{\"profile\":\"inference\"}}";
        people.patch("/api/v1/nodes/" + agent.nodeId(), label, "If-Match", "*").ok();
        int before = people.all("/api/v1/findings?filter=muted==false").size();
        assertThat(before).isPositive();
        set();
        JsonNode node = people.all("/api/v1/nodes?filter=maintenance==true").getFirst();
        assertThat(node.at("/maintenance/reason").asString()).isEqualTo("new card");
        assertThat(node.at("/maintenance/by").asString()).startsWith("token ");
        JsonNode summary = people.get("/api/v1/fleet/summary").ok();
        assertThat(summary.at("/nodes/inMaintenance").asInt()).isEqualTo(1);
        assertThat(summary.at("/findings/muted").asInt()).isEqualTo(before);
        assertThat(people.all("/api/v1/findings?filter=muted==true")).hasSize(before);
        jdbc.sql("update node_maintenance set until = now()").update();
        assertThat(people.all("/api/v1/nodes?filter=maintenance==true")).isEmpty();
        assertThat(people.all("/api/v1/findings?filter=muted==false")).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01T00:00:00Z", "2126-01-01T00:00:00Z"})
    void aTimeThatCannotBeIsRefused(String time) {
        String body = "{\"until\":\"" + time + "\",\"reason\":\"x\"}";
        JsonNode problem = people.put(maintenance, body).problem(400, "invalid-value");
        assertThat(problem.path("field").asString()).isEqualTo("until");
        people.get(maintenance).problem(404, "not-found");
    }

    private boolean somebodyWaits() {
        return jdbc.sql(
                        """
                        select exists (select from pg_locks l join pg_database d on d.oid = l.database
                                       where d.datname = current_database() and locktype = 'advisory'
                                         and objsubid = 2 and not granted)
                        """)
                .query(Boolean.class)
                .single();
    }

    private void insert() {
        jdbc.sql(
                        """
                        insert into node_maintenance (node_id, until, reason, set_by, set_at)
                        values (:node, now() + interval '1 hour', 'new card', 'ann', now())
                        """)
                .param("node", agent.nodeId())
                .update();
    }

    private void set() {
        String body = "{\"until\":\"" + SOON + "\",\"reason\":\"new card\"}";
        people.put(maintenance, body).ok();
    }

    private String until() {
        return people.get(maintenance).ok().path("until").asString();
    }
}
