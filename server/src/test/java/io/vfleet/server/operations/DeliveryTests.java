package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.SignedCommands;
import io.vfleet.server.Eventually;
import io.vfleet.server.TestAgent;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DeliveryTests extends OperationScene {

    @Autowired private HeldPolls polls;

    @Test
    void commandReachesAnIdleAgentAtOnceAndIsSigned() throws Exception {
        TestAgent agent = reported();
        CompletableFuture<List<SignedCommand>> held = held(agent);

        Instant asked = Instant.now();
        UUID id = asked(resize(agent, 8, ",\"override\":[{\"gate\":\"G12\",\"reason\":\"t\"}]"));
        SignedCommand signed = held.get(10, TimeUnit.SECONDS).getFirst();

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(1));
        Command command = read(signed);
        assertThat(command.id()).isEqualTo(id);
        assertThat(command.nodeId()).isEqualTo(agent.nodeId().toString());
        assertThat(command.change().count()).hasValue(8);
        assertThat(command.generation()).isEqualTo(1);
        assertThat(command.overrides()).isEqualTo(Set.of("G12"));
        assertThat(isSigned(signed, agent.logIn().serverKey().orElseThrow())).isTrue();
        assertThat(state(id)).isEqualTo("LEASED");
        assertThat(poll(agent, 0)).isEmpty();
    }

    private CompletableFuture<List<SignedCommand>> held(TestAgent agent) {
        // one that was answered a moment ago may not have gone yet
        Eventually.so(() -> !polls.holds(agent.nodeId()));
        var held = CompletableFuture.supplyAsync(() -> poll(agent, 20));
        Eventually.so(() -> polls.holds(agent.nodeId()));
        return held;
    }

    private static boolean isSigned(SignedCommand command, String key) throws Exception {
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key))));
        verifier.update(SignedCommands.signedBytes(Base64.getDecoder().decode(command.payload())));
        return verifier.verify(Base64.getDecoder().decode(command.signature()));
    }

    @Test
    void pollEndsEmptyAndANewerOneEndsTheOlder() throws Exception {
        TestAgent agent = reported();
        assertThat(poll(agent, 1)).isEmpty();
        CompletableFuture<List<SignedCommand>> older = held(agent);

        var newer = CompletableFuture.supplyAsync(() -> poll(agent, 20));
        assertThat(older.get(5, TimeUnit.SECONDS)).isEmpty();
        UUID id = asked(recheck(agent));

        assertThat(read(newer.get(10, TimeUnit.SECONDS).getFirst()).id()).isEqualTo(id);
    }

    @Test
    void commandThatWasLostIsHandedOutAgainTheSame() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        List<SignedCommand> first = poll(agent, 10);
        assertThat(poll(agent, 0)).isEmpty();

        expireLease(id);
        sweep.run();

        assertThat(state(id)).isIn("QUEUED", "LEASED");
        assertThat(poll(agent, 10)).isEqualTo(first);
    }

    private void expireLease(UUID id) {
        jdbc.sql("update operation set lease_until = now() - interval '1 second' where id = :id")
                .param("id", id)
                .update();
    }

    @Test
    void nodeDoesOneThingAtATime() {
        TestAgent agent = reported();
        UUID first = asked(resize(agent, 8));
        UUID second = asked(resize(agent, 8).replace(PF, "0000:81:00.1"));
        assertThat(fetched(agent).id()).isEqualTo(first);
        assertThat(poll(agent, 1)).isEmpty();

        tell(agent, progress(first, OperationState.REFUSED));

        assertThat(fetched(agent).id()).isEqualTo(second);
    }

    @Test
    void nodeNeitherSeesNorAnswersTheCommandsOfAnother() {
        TestAgent mine = reported();
        TestAgent foreign = reported();
        UUID id = asked(resize(mine, 8));

        assertThat(poll(foreign, 1)).isEmpty();
        assertThat(foreign.tell(progress(id, OperationState.RUNNING)).status()).isEqualTo(404);
        assertThat(fetched(mine).id()).isEqualTo(id);
        assertThat(foreign.tell(progress(id, OperationState.FAILED)).status()).isEqualTo(404);
        assertThat(state(id)).isEqualTo("LEASED");
        assertThat(new TestAgent(port).poll(0).status()).isEqualTo(401);
    }

    @Test
    void canceledOrLateCommandIsNotHandedOut() {
        TestAgent agent = reported();
        UUID canceled = asked(resize(agent, 8));
        people.post("/api/v1/operations/" + canceled + "/cancel", "").ok();
        UUID late = asked(resize(agent, 8));
        passDeadline(late);
        sweep.run();

        assertThat(poll(agent, 1)).isEmpty();
        Eventually.so(() -> state(late).equals("EXPIRED"));
    }

    private void passDeadline(UUID id) {
        jdbc.sql(
                        """
                        update operation set created_at = now() - interval '2 hours', deadline = now() - interval '1 hour'
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    @Test
    void whatANodeTookBeforeTheDeadlineIsUnknownAfterIt() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);
        passDeadline(id);
        expireLease(id);
        sweep.run();
        Eventually.so(() -> state(id).equals("UNKNOWN"));

        report(agent, 2, host(agent));
        assertThat(state(id)).isEqualTo("UNKNOWN");
        report(agent, 3, host(agent));

        assertThat(state(id)).isEqualTo("EXPIRED");
    }

    @Test
    void whatTheNodeHasCannotBeCanceled() {
        TestAgent agent = reported();
        UUID id = asked(resize(agent, 8));
        fetched(agent);

        assertThat(
                        people.post("/api/v1/operations/" + id + "/cancel", "")
                                .problem(409, "conflict")
                                .path("detail")
                                .asString())
                .contains("the node has it already".substring(4));
    }

    @Test
    void heartbeatTellsToPollAndPendingNodesGetNothing() {
        TestAgent agent = reported();
        TestAgent pending = joined(false);

        assertThat(Beats.beat(agent).pollSeconds()).isEqualTo(25);
        assertThat(Beats.beat(pending).pollSeconds()).isZero();
        assertThat(poll(pending, 0)).isEmpty();
    }
}
