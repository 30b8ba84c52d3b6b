package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.Api;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import io.vfleet.server.judging.Judging;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Prints how many stored nodes of 8 PFs with 8 VFs each are judged anew in a second;
/// `-Dvfleet.rejudged=10000` for a figure one can believe.
class RejudgingRateTests extends IngestScene {

    private static final int NODES = Integer.getInteger("vfleet.rejudged", 100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Autowired private Judging judging;
    @Autowired private Api anybody;

    @Test
    void aStoredFleetIsJudgedAnewByOtherChecksAndByAnotherProfile() {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.host(8, 8)));
        new CopiedFleet(jdbc, agent, NODES).copyState();
        jdbc.sql("update node_document set judged_with = 'older'").update();
        measure("by other checks, same verdicts", judging::askOutdated);
        assertThat(broken()).isZero();

        Api api = anybody.with("read", "operate");
        String few =
                """
                {"wants":{"vfsPerPf":{"min":2,"max":2}},"selector":"labels.none=isnull=true","priority":1}
                """;
        measure("by a profile, other verdicts", () -> api.put("/api/v1/profiles/few", few).ok());
        assertThat(broken()).isEqualTo(NODES);
    }

    private void measure(String how, Runnable change) {
        long start = System.nanoTime();
        change.run();
        Eventually.within(PATIENCE, () -> waiting() == 0);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d nodes judged anew %s: %.1f s, %.0f a second%n",
                NODES, how, seconds, NODES / seconds);
    }

    private int waiting() {
        return jdbc.sql("select count(*) from rejudge").query(Integer.class).single();
    }

    private int broken() {
        return jdbc.sql("select count(*) from node where verdict <> 'OK'")
                .query(Integer.class)
                .single();
    }
}
