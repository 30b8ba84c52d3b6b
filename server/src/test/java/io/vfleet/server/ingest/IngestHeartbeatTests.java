package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.Nodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class IngestHeartbeatTests extends IngestScene {

    private static final int BEATS = 60;

    @Autowired private Nodes nodes;

    @Test
    void reportIsWantedUntilTheInventoryIsKnown() {
        TestAgent agent = approved();
        HostDraft host = Inventories.healthyHost();

        assertThat(beat(agent, 1, 1, host))
                .isEqualTo(new HeartbeatAnswer(true, 30, "APPROVED", 25, List.of()));
        send(agent, report(2, host));
        assertThat(beat(agent, 1, 3, host).reportWanted()).isFalse();
        assertThat(beat(agent, 1, 4, host.pf(0, pf -> pf.vfs(1))).reportWanted()).isTrue();
    }

    @Test
    void repeatedHeartbeatDoesNotMakeANodeLookAlive() {
        TestAgent agent = approved();
        beat(agent, 1, 7, Inventories.healthyHost());
        jdbc.sql("update node_presence set last_seen = now() - interval '5 minutes'").update();

        beat(agent, 1, 7, Inventories.healthyHost());
        beat(agent, 1, 6, Inventories.healthyHost());
        assertThat(value(agent, "select status from node_status where node_id = :node"))
                .isEqualTo("LATE");

        beat(agent, 1, 8, Inventories.healthyHost());
        assertThat(value(agent, "select status from node_status where node_id = :node"))
                .isEqualTo("ONLINE");
    }

    @Test
    void nodeOnWhichWasDecidedIsToldSo() {
        TestAgent waiting = joined(false);
        TestAgent retired = approved();
        nodes.retire(retired.nodeId(), "ann");

        assertThat(beat(waiting, 1, 1, Inventories.healthyHost()).state()).isEqualTo("PENDING");
        var said = retired.heartbeat(new Heartbeat(1, 1, "", Optional.empty()));
        assertThat(said.status()).isEqualTo(403);
        assertThat(said.body()).contains("/problems/node-retired");
    }

    @Test
    void credentialOfANodeThatIsGoneIsNoCredential() {
        TestAgent agent = approved();
        jdbc.sql("delete from node").update();

        assertThat(agent.heartbeat(new Heartbeat(1, 1, "", Optional.empty())).status())
                .isEqualTo(401);
        assertThat(agent.report(report(1, Inventories.healthyHost())).status()).isEqualTo(401);
    }

    @Test
    void heartbeatsAreHotUpdates() {
        TestAgent agent = approved();
        long before = updates("n_tup_upd");
        long hotBefore = updates("n_tup_hot_upd");

        for (int i = 1; i <= BEATS; i++) {
            beat(agent, 1, i, Inventories.healthyHost());
        }

        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        long sequence = BEATS;
        while (updates("n_tup_upd") - before < BEATS) {
            assertThat(Instant.now()).as("statistics arrive").isBefore(deadline);
            beat(agent, 1, ++sequence, Inventories.healthyHost());
        }
        long all = updates("n_tup_upd") - before;
        assertThat(updates("n_tup_hot_upd") - hotBefore).isGreaterThanOrEqualTo(all * 95 / 100);
    }

    private long updates(String column) {
        return jdbc.sql(
                        "select "
                                + column
                                + " from pg_stat_user_tables where relname = 'node_presence'")
                .query(Long.class)
                .single();
    }
}
