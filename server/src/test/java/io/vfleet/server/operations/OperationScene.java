package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.TestAgent;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// People who ask for changes, and agents that speak the wire.
@ServerTest
abstract class OperationScene {

    static final String PF = "0000:81:00.0";

    @LocalServerPort int port;
    @Autowired EnrollmentTokens tokens;
    @Autowired JdbcClient jdbc;
    @Autowired Sweep sweep;
    @Autowired private Api anybody;

    Api people;

    @BeforeEach
    void signIn() {
        people = anybody.with("read", "operate");
    }

    Api admin() {
        return anybody.with("admin");
    }

    TestAgent joined(boolean approve) {
        var wish = new EnrollmentTokens.Wish("test", approve, 9, Duration.ofHours(1), "ann");
        return new TestAgent(port).joined(tokens.issue(wish).token());
    }

    /// An approved node that has reported a healthy host.
    TestAgent reported() {
        TestAgent agent = joined(true);
        report(agent, 1, host(agent));
        return agent;
    }

    static HostDraft host(TestAgent agent) {
        return Inventories.healthyHost().hostname(agent.hostname());
    }

    static HostDraft host(TestAgent agent, int vfs) {
        return host(agent).pf(0, pf -> pf.vfs(vfs));
    }

    static void report(TestAgent agent, long sequence, HostDraft host) {
        agent.report(new Report(1, sequence, host.build(), List.of()))
                .as(AgentJson::readReportAnswer);
    }

    static String resize(TestAgent agent, int numVfs) {
        return resize(agent, numVfs, "");
    }

    /// @param more further fields, each with a comma before it
    static String resize(TestAgent agent, int numVfs, String more) {
        return """
        {"kind":"RESIZE_VFS","node":"%s","pf":"%s","numVfs":%d,"reason":"test"%s}\
        """
                .formatted(agent.nodeId(), PF, numVfs, more);
    }

    static String recheck(TestAgent agent) {
        return """
        {"kind":"RECHECK","node":"%s","reason":"test"}\
        """
                .formatted(agent.nodeId());
    }

    Api.Answer ask(String body) {
        return ask(body, UUID.randomUUID().toString());
    }

    Api.Answer ask(String body, String key) {
        return people.post("/api/v1/operations", body, "Idempotency-Key", key);
    }

    UUID asked(String body) {
        Api.Answer answer = ask(body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(answer.json().path("id").asString());
    }

    JsonNode operation(UUID id) {
        return people.get("/api/v1/operations/" + id).ok();
    }

    String state(UUID id) {
        return operation(id).path("state").asString();
    }

    static List<SignedCommand> poll(TestAgent agent, int wait) {
        return agent.poll(wait).as(AgentJson::readCommands).commands();
    }

    /// The command that has to be there within a moment.
    static Command fetched(TestAgent agent) {
        List<SignedCommand> commands = poll(agent, 10);
        assertThat(commands).hasSize(1);
        return read(commands.getFirst());
    }

    static Command read(SignedCommand command) {
        byte[] payload = Base64.getDecoder().decode(command.payload());
        try {
            return AgentJson.readCommand(new ByteArrayInputStream(payload));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Progress progress(UUID id, OperationState state) {
        return progress(id, state, OptionalInt.empty());
    }

    static Progress progress(UUID id, OperationState state, OptionalInt after) {
        return new Progress(
                id,
                state,
                OptionalInt.of(4),
                after,
                Optional.empty(),
                List.of(new GateResult("G7", GateResult.Verdict.PASSED, "no VF is in use")),
                List.of(new Step("gates", Instant.parse("2026-03-01T12:00:00Z"), 12)),
                Optional.of("told by the agent"));
    }

    static void tell(TestAgent agent, Progress progress) {
        TestAgent.Said said = agent.tell(progress);
        assertThat(said.status()).as(said.body()).isEqualTo(204);
    }

    /// Delivered, begun and read back with so many VFs; a report has to confirm it.
    UUID verifying(TestAgent agent, int numVfs) {
        UUID id = asked(resize(agent, numVfs));
        assertThat(fetched(agent).id()).isEqualTo(id);
        tell(agent, progress(id, OperationState.RUNNING));
        tell(agent, progress(id, OperationState.VERIFYING, OptionalInt.of(numVfs)));
        return id;
    }
}
