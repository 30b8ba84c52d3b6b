package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.WriteError;
import io.vfleet.server.Api;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import io.vfleet.server.audit.Audit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import tools.jackson.databind.JsonNode;

class EndingTests extends OperationScene {

    @Autowired private Audit audit;

    @Test
    void onlyTheReportAfterTheReadBackMakesItSucceed() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        tell(agent, progress(id, OperationState.RUNNING));
        // collected before the agent said it was done
        report(agent, 2, host(agent, 8));
        tell(agent, progress(id, OperationState.VERIFYING, OptionalInt.of(8)));
        assertThat(state(id)).isEqualTo("VERIFYING");
        assertThat(Beats.beat(agent).reportWanted()).isTrue();

        report(agent, 3, host(agent, 8));

        JsonNode operation = operation(id);
        assertThat(operation.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(operation.path("before").asInt()).isEqualTo(4);
        assertThat(operation.path("after").asInt()).isEqualTo(8);
        assertThat(operation.path("gates").get(0).path("id").asString()).isEqualTo("G7");
        assertThat(operation.path("steps").get(0).path("tookMs").asInt()).isEqualTo(12);
        assertThat(events(agent))
                .containsExactly("pf 0000:81:00.0 4→8 SUCCEEDED token read+operate");
        assertThat(asked(resize(agent, 2))).isNotEqualTo(id);
    }

    @Test
    void otherKindsSucceedOnceAReportShowsThemAndNotBefore() {
        TestAgent agent = reported();
        String autoprobe =
                """
                {"kind":"SET_AUTOPROBE","node":"%s","pf":"%s","change":{"autoprobe":false},"reason":"test"}\
                """
                        .formatted(agent.nodeId(), PF);
        UUID shown = readBack(agent, autoprobe);

        report(agent, 2, host(agent).pf(0, pf -> pf.driversAutoprobe(true)));
        assertThat(state(shown)).isEqualTo("VERIFYING");
        report(agent, 3, host(agent).pf(0, pf -> pf.driversAutoprobe(false)));
        assertThat(state(shown)).isEqualTo("SUCCEEDED");

        String bind =
                """
                {"kind":"BIND_VF_DRIVER","node":"%s","pf":"%s","change":{"vf":1,"driver":"vfio-pci"},"reason":"test"}\
                """
                        .formatted(agent.nodeId(), PF);
        UUID otherwise = readBack(agent, bind);
        report(agent, 4, host(agent).pf(0, pf -> pf.vf(1, vf -> vf.driver("mlx5_core"))));
        assertThat(state(otherwise)).isEqualTo("VERIFYING");
        report(agent, 5, host(agent).pf(0, pf -> pf.vf(1, vf -> vf.driver("mlx5_core"))));
        assertThat(state(otherwise)).isEqualTo("PARTIAL");
    }

    private UUID readBack(TestAgent agent, String body) {
        UUID id = asked(body);
        assertThat(fetched(agent).id()).isEqualTo(id);
        tell(agent, progress(id, OperationState.RUNNING));
        tell(agent, progress(id, OperationState.VERIFYING));
        return id;
    }

    private List<String> events(TestAgent agent) {
        return jdbc.sql(
                        """
                        select concat_ws(' ', subject, before || '→' || after, detail ->> 'state', detail ->> 'by')
                        from history where node_id = :node and kind = 'operation-ended' order by id
                        """)
                .param("node", agent.nodeId())
                .query(String.class)
                .list();
    }

    /// The count that two reports show after the agent has said 8; it was 4 before.
    @ParameterizedTest
    @CsvSource({"8, SUCCEEDED", "4, ROLLED_BACK", "6, PARTIAL", "0, PARTIAL"})
    void reportsThatDisagreeTwiceDecide(int count, String ending) {
        TestAgent agent = reported();
        UUID id = verifying(agent, 8);

        report(agent, 2, host(agent, count));
        report(agent, 3, host(agent, count));

        assertThat(state(id)).isEqualTo(ending);
    }

    @Test
    void oneReportFromBeforeTheWriteDoesNotDecide() {
        TestAgent agent = reported();
        UUID id = verifying(agent, 8);

        report(agent, 2, host(agent, 4));
        assertThat(state(id)).isEqualTo("VERIFYING");
        report(agent, 3, host(agent, 8));

        assertThat(state(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void silentNodeLeavesItUnknownUntilItIsSeen() {
        TestAgent agent = reported();
        UUID id = verifying(agent, 8);
        jdbc.sql("update operation set lease_until = now() where id = :id")
                .param("id", id)
                .update();
        sweep.run();
        Eventually.so(() -> state(id).equals("UNKNOWN"));
        ask(resize(agent, 2)).problem(409, "operation-active");

        report(agent, 2, host(agent, 8));
        assertThat(state(id)).isEqualTo("UNKNOWN");
        report(agent, 3, host(agent, 8));

        assertThat(state(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void unreadableCountLeavesAHungWriteUnknown() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        tell(agent, progress(id, OperationState.RUNNING));
        tell(agent, progress(id, OperationState.UNKNOWN));

        report(agent, 2, host(agent).pf(0, pf -> pf.noNumVfs()));
        report(agent, 3, host(agent).pf(0, pf -> pf.noNumVfs()));

        assertThat(state(id)).isEqualTo("UNKNOWN");
    }

    @Test
    void recheckSucceedsWithTheNextReport() {
        TestAgent agent = reported();
        UUID id = asked(recheck(agent));
        fetched(agent);
        tell(agent, progress(id, OperationState.VERIFYING));

        report(agent, 2, host(agent));

        assertThat(state(id)).isEqualTo("SUCCEEDED");
    }

    @Test
    void refusalOfTheKernelIsKept() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        var error =
                new WriteError(
                        "ENOSPC",
                        "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs",
                        "8",
                        List.of("ice 0000:81:00.0: Only 4 MSI-X interrupts available"));
        var failed =
                new Progress(
                        id,
                        OperationState.FAILED,
                        OptionalInt.of(4),
                        OptionalInt.of(4),
                        Optional.of(error),
                        List.of(),
                        List.of(),
                        Optional.of("no space"));

        tell(agent, failed);
        tell(agent, failed);

        JsonNode operation = operation(id);
        assertThat(operation.path("state").asString()).isEqualTo("FAILED");
        assertThat(operation.path("error").path("errno").asString()).isEqualTo("ENOSPC");
        assertThat(operation.path("error").path("kernelLines").get(0).asString()).contains("MSI-X");
        assertThat(people.all("/api/v1/operations?filter=" + Api.encode("errno==ENOSPC")))
                .hasSize(1);
        assertThat(events(agent)).hasSize(1);
    }

    @Test
    void endingIsFinalForAgentsAndForSql() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        tell(agent, progress(id, OperationState.REFUSED));

        TestAgent.Said said = agent.tell(progress(id, OperationState.VERIFYING));

        assertThat(said.status()).isEqualTo(409);
        assertThat(said.body()).contains("/problems/operation-ended");
        var reopen = jdbc.sql("update operation set state = 'QUEUED', ended_at = null");
        assertThatThrownBy(reopen::update)
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("final");
        people.post("/api/v1/operations/" + id + "/cancel", "").problem(409, "conflict");
        assertThat(state(id)).isEqualTo("REFUSED");
    }

    @Test
    void agentMayNotSayWhatOnlyTheServerSays() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);

        assertThat(agent.tell(progress(id, OperationState.SUCCEEDED)).status()).isEqualTo(400);
        assertThat(agent.tell(progress(id, OperationState.CANCELED)).status()).isEqualTo(400);
        assertThat(state(id)).isEqualTo("LEASED");
    }

    @Test
    void progressOfWhatWasRequeuedCounts() {
        TestAgent agent = reported();
        UUID first = asked(resize(agent, 8));
        fetched(agent);
        UUID second = asked(resize(agent, 8).replace(PF, "0000:81:00.1"));
        jdbc.sql(
                        """
                        update operation set state = case when id = :first then 'QUEUED' else 'LEASED' end,
                            lease_until = case when id = :second then now() + interval '1 minute' end
                        """)
                .param("first", first)
                .param("second", second)
                .update();

        tell(agent, progress(first, OperationState.RUNNING));

        assertThat(state(first)).isEqualTo("RUNNING");
        assertThat(state(second)).isEqualTo("QUEUED");
    }

    @Test
    void whoWaitsSeesTheChangeAtOnce() throws Exception {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        var waiting =
                CompletableFuture.supplyAsync(
                        () -> people.get("/api/v1/operations/" + id + "?wait=30s").ok());
        assertThat(people.get("/api/v1/operations/" + id + "?wait=1").ok().path("state").asString())
                .isEqualTo("QUEUED");

        Instant changed = Instant.now();
        people.post("/api/v1/operations/" + id + "/cancel", "").ok();

        assertThat(waiting.get(10, TimeUnit.SECONDS).path("state").asString())
                .isEqualTo("CANCELED");
        assertThat(Duration.between(changed, Instant.now())).isLessThan(Duration.ofSeconds(1));
        people.get("/api/v1/operations/" + id + "?wait=30").ok();
        people.get("/api/v1/operations/" + id + "?wait=5m").problem(400, "invalid-value");
        people.get("/api/v1/operations/" + UUID.randomUUID() + "?wait=1").problem(404, "not-found");
    }

    @Test
    void auditTellsWhoWhatWhyAndFromWhereAndCannotBeChanged() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        tell(agent, progress(id, OperationState.REFUSED));

        List<JsonNode> rows =
                admin().all(
                                "/api/v1/audit?filter="
                                        + Api.encode("subject=='operation " + id + "'"));

        assertThat(rows.stream().map(row -> row.path("what").asString()))
                .containsExactly("operation-ended", "operation-requested");
        JsonNode asked = rows.getLast();
        assertThat(asked.path("who").asString()).isEqualTo("token read+operate");
        assertThat(asked.path("why").asString()).isEqualTo("test");
        assertThat(asked.path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(asked.path("detail").path("numVfs").asInt()).isEqualTo(8);
        assertThat(rows.getFirst().path("detail").path("state").asString()).isEqualTo("REFUSED");
        people.get("/api/v1/audit").problem(403, "forbidden");
        for (String change :
                List.of("update audit set who = 'x'", "delete from audit", "truncate audit")) {
            assertThatThrownBy(jdbc.sql(change)::update).hasMessageContaining("append-only");
        }
        assertThat(audit.firstBroken()).isEmpty();
    }

    /// What was done to the rows behind our back, and the first that shows it, counted from the
    /// first of four.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update audit set who = 'nobody' where id = :row + 1                          | 1
                    update audit set detail = '{}' where id = :row                               | 0
                    update audit set at = at + interval '1 s' where id = :row + 2                | 2
                    delete from audit where id = :row + 1                                        | 2
                    update audit set why = null, hash = sha256(hash) where id = :row + 1         | 1
                    update audit set id = -id where id = :row + 3                                | -1
                    """)
    void auditThatWasChangedBehindOurBackShows(String change, int shows) {
        TestAgent agent = reported();
        asked(recheck(agent));
        long row = jdbc.sql("select max(id) from audit").query(Long.class).single() + 1;
        for (int i = 0; i < 4; i++) {
            asked(recheck(agent));
        }
        jdbc.sql("create table audit_before as table audit").update();
        jdbc.sql("alter table audit disable trigger audit_is_append_only").update();
        try {
            jdbc.sql(change).param("row", row).update();
            JsonNode told = admin().get("/api/v1/audit/verification").ok();
            if (shows >= 0) {
                assertThat(told.path("intact").asBoolean()).isFalse();
                assertThat(told.path("firstBroken").asLong()).isEqualTo(row + shows);
            }
            // rows that are missing at the end show by the head that was noted before
            assertThat(told.path("last").asLong()).isLessThan(row + 3);
        } finally {
            jdbc.sql("delete from audit").update();
            jdbc.sql("insert into audit table audit_before").update();
            jdbc.sql("alter table audit enable trigger audit_is_append_only").update();
            jdbc.sql("drop table audit_before").update();
        }
        assertThat(audit.firstBroken()).isEmpty();
    }
}
