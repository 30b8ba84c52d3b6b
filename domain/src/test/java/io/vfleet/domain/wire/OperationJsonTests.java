package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.operation.WriteError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OperationJsonTests {

    private static final UUID ID = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static final Instant DEADLINE = Instant.parse("2026-03-01T13:00:00Z");

    @Test
    void aCommandIsTheSameBytesEveryTime() throws Exception {
        Command resize =
                new Command(
                        ID,
                        OperationKind.RESIZE_VFS,
                        "n-1",
                        Optional.of(PciAddress.parse("0000:81:00.0")),
                        OptionalInt.of(8),
                        OptionalInt.of(0),
                        17,
                        DEADLINE,
                        Set.of("G12", "G10"),
                        new Command.Origin(
                                Optional.of("ann"),
                                Optional.of(Instant.parse("2026-03-01T12:45:00Z"))));

        assertThat(new String(AgentJson.write(resize), UTF_8))
                .isEqualTo(
                        """
                        {"id":"0f8fad5b-d9cb-469f-a165-70867728950e","kind":"RESIZE_VFS",\
                        "nodeId":"n-1","pf":"0000:81:00.0","numVfs":8,"expectedNumVfs":0,\
                        "generation":17,"deadline":"2026-03-01T13:00:00Z",\
                        "overrides":["G10","G12"],"by":"ann",\
                        "notBefore":"2026-03-01T12:45:00Z"}\
                        """);
        assertThat(AgentJson.readCommand(Documents.stream(text(AgentJson.write(resize)))))
                .isEqualTo(resize);
    }

    @Test
    void aRecheckNeedsNoPf() throws Exception {
        Command recheck =
                new Command(
                        ID,
                        OperationKind.RECHECK,
                        "n-1",
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        0,
                        DEADLINE,
                        Set.of());

        assertThat(AgentJson.readCommand(Documents.stream(text(AgentJson.write(recheck)))))
                .isEqualTo(recheck);
    }

    @Test
    void anEndingGoesThereAndBack() throws Exception {
        Progress ending =
                new Progress(
                        ID,
                        OperationState.FAILED,
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        Optional.of(
                                new WriteError(
                                        "ENOMEM", "/sys/x/sriov_numvfs", "8", List.of("one"))),
                        List.of(new GateResult("G7", GateResult.Verdict.PASSED, "no VF")),
                        List.of(
                                new Step("before 10-drain", DEADLINE, 40, Optional.of("3 pods")),
                                new Step("write 8", DEADLINE, 1200)),
                        Optional.of("Not enough MMIO space."));

        assertThat(AgentJson.readProgress(Documents.stream(text(AgentJson.write(ending)))))
                .isEqualTo(ending);
        assertThat(text(AgentJson.write(ending))).contains("\"gates\":[{\"id\":\"G7\",");
    }

    @Test
    void signedCommandsTravelAsTheyAre() throws Exception {
        AgentMessages.Commands commands =
                new AgentMessages.Commands(List.of(new AgentMessages.SignedCommand("e30=", "c2l")));
        AgentMessages.HeartbeatAnswer answer =
                new AgentMessages.HeartbeatAnswer(false, 30, "APPROVED", 25, commands.commands());

        assertThat(AgentJson.readCommands(Documents.stream(text(AgentJson.write(commands)))))
                .isEqualTo(commands);
        assertThat(AgentJson.readHeartbeatAnswer(Documents.stream(text(AgentJson.write(answer)))))
                .isEqualTo(answer);
        assertThat(text(SignedCommands.signedBytes(new byte[] {'{', '}'})))
                .isEqualTo("vfleet-command\n{}");
    }

    @Test
    void theServersKeyIsPassedOn() throws Exception {
        AgentMessages.EnrollAnswer enrolled =
                new AgentMessages.EnrollAnswer("n-1", "PENDING", Optional.of("MCow"));
        AgentMessages.TokenAnswer token =
                new AgentMessages.TokenAnswer("a", DEADLINE, "APPROVED", Optional.of("MCow"));

        assertThat(AgentJson.readEnrollAnswer(Documents.stream(text(AgentJson.write(enrolled)))))
                .isEqualTo(enrolled);
        assertThat(AgentJson.readTokenAnswer(Documents.stream(text(AgentJson.write(token)))))
                .isEqualTo(token);
    }

    @Test
    void anOldServersAnswerMeansDoNotAsk() throws Exception {
        AgentMessages.HeartbeatAnswer old =
                AgentJson.readHeartbeatAnswer(
                        Documents.stream(
                                """
                                {"reportWanted":false,"nextSeconds":30,"state":"APPROVED"}\
                                """));

        assertThat(old.pollSeconds()).isZero();
        assertThat(old.commands()).isEmpty();
    }

    @Test
    void whatIsWrongWithACommandIsNamed() {
        assertThatThrownBy(() -> read("{\"id\":\"1-2-3-4-5\"}"))
                .hasMessage(
                        "id is '1-2-3-4-5', expected an id like"
                                + " 0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThatThrownBy(() -> read("{\"kind\":\"FORMAT_DISK\"}"))
                .hasMessage("kind is 'FORMAT_DISK', expected one of RESIZE_VFS, RECHECK");
        assertThatThrownBy(() -> read("{\"kind\":\"RESIZE_VFS\"}"))
                .hasMessage("pf is missing, expected a PCI address like 0000:81:00.0");
    }

    private static Command read(String text) throws Exception {
        return AgentJson.readCommand(Documents.stream(text));
    }

    private static String text(byte[] document) {
        return new String(document, UTF_8);
    }
}
