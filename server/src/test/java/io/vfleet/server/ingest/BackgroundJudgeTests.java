package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import io.vfleet.server.judging.Judging;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/// Stored nodes that are judged anew without their agents.
class BackgroundJudgeTests extends IngestScene {

    @Autowired private Judging judging;
    @Autowired private TransactionTemplate transaction;

    @Test
    void nodesJudgedByOtherChecksAreJudgedByTheseEvenBesideOneThatCannotBe() {
        TestAgent first = reported();
        TestAgent unreadable = reported();
        TestAgent last = reported();
        jdbc.sql("update node set verdict = 'BROKEN'").update();
        jdbc.sql("update node_document set judged_with = 'older', diagnosis = ''").update();
        jdbc.sql("update node_document set report = '' where node_id = :node")
                .param("node", unreadable.nodeId())
                .update();

        judging.askOutdated();
        Eventually.so(() -> waiting() == 0);
        assertThat(verdict(first)).isEqualTo("OK");
        assertThat(verdict(last)).isEqualTo("OK");
        assertThat(verdict(unreadable)).isEqualTo("BROKEN");
        assertThat(judging.askOutdated()).as("none is asked for twice").isZero();
    }

    @Test
    void oneWhoseVerdictCannotBeStoredKeepsNobodyWaiting() {
        TestAgent first = reported();
        TestAgent refused = reported();
        TestAgent last = reported();
        jdbc.sql("update node set verdict = 'BROKEN'").update();
        jdbc.sql("update node_document set judged_with = 'older'").update();
        jdbc.sql(
                        """
                        create function refuse() returns trigger language plpgsql as
                        $$ begin raise 'refused' using errcode = 'check_violation'; end $$
                        """)
                .update();
        jdbc.sql(
                        "create trigger refuse before update on node for each row when (new.id = '%s') execute function refuse()"
                                .formatted(refused.nodeId()))
                .update();
        try {
            judging.askOutdated();
            Eventually.so(() -> waiting() == 0);
        } finally {
            jdbc.sql("drop function refuse cascade").update();
        }
        assertThat(verdict(first)).isEqualTo("OK");
        assertThat(verdict(last)).isEqualTo("OK");
        assertThat(verdict(refused)).isEqualTo("BROKEN");
    }

    @Test
    void whatOneReplicaIsAtTheOthersLeaveAndTakeWhenItDies() {
        TestAgent taken = reported();
        TestAgent free = reported();
        jdbc.sql("update node_document set judged_with = 'older'").update();
        Eventually.so(() -> {
            ask(taken);
            return Boolean.TRUE.equals(
                    transaction.execute(replica -> {
                        if (!claimed(taken)) {
                            return false;
                        }
                        CompletableFuture.runAsync(judging::askOutdated).join();
                        Eventually.so(() -> judgedByThese(free));
                        assertThat(judgedByThese(taken)).isFalse();
                        replica.setRollbackOnly();
                        return true;
                    }));
        });
        Eventually.so(() -> judgedByThese(taken));
    }

    private void ask(TestAgent agent) {
        jdbc.sql(
                        """
                        insert into rejudge (node_id)
                        select node_id from node_document
                        where node_id = :node and judged_with = 'older' on conflict do nothing
                        """)
                .param("node", agent.nodeId())
                .update();
    }

    private boolean claimed(TestAgent agent) {
        return !rows(
                        agent,
                        "select node_id from rejudge where node_id = :node for update skip locked")
                .isEmpty();
    }

    private boolean judgedByThese(TestAgent agent) {
        return value(agent, "select judged_with from node_document where node_id = :node")
                .equals(judging.catalogue());
    }

    private int waiting() {
        return jdbc.sql("select count(*) from rejudge").query(Integer.class).single();
    }

    private String verdict(TestAgent agent) {
        return value(agent, "select verdict from node where id = :node");
    }

    private TestAgent reported() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        return agent;
    }
}
