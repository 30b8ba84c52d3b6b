package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.operation.Change;
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
    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");
    private static final Instant DEADLINE = Instant.parse("2026-03-01T13:00:00Z");

    @Test
    void aCommandIsTheSameBytesEveryTime() throws Exception {
        Command resize =
                new Command(
                        ID,
                        new Change.ResizeVfs(PF, 8, OptionalInt.of(0)),
                        "n-1",
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
        Command recheck = new Command(ID, new Change.Recheck(), "n-1", 0, DEADLINE, Set.of());

        assertThat(AgentJson.readCommand(Documents.stream(text(AgentJson.write(recheck)))))
                .isEqualTo(recheck);
    }

    @Test
    void everyKindGoesThereAndBack() throws Exception {
        VfAdmin settings =
                new VfAdmin(
                        Optional.of("02:00:5e:00:00:01"),
                        OptionalInt.of(100),
                        OptionalInt.of(3),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.of("enable"),
                        OptionalInt.of(0),
                        OptionalInt.of(1000));
        List<Change> all =
                List.of(
                        new Change.ResizeVfs(PF, 8),
                        new Change.SetVf(PF, 3, settings),
                        new Change.BindVfDriver(PF, 3, "vfio-pci"),
                        new Change.SetAutoprobe(PF, false),
                        new Change.Recheck());

        assertThat(all).extracting(Change::kind).containsExactly(OperationKind.values());
        for (Change change : all) {
            Command command = new Command(ID, change, "n-1", 1, DEADLINE, Set.of());
            assertThat(AgentJson.readCommand(Documents.stream(text(AgentJson.write(command)))))
                    .isEqualTo(command);
        }
    }

    @Test
    void aKindOfLaterDaysIsStillKnownByItsId() throws Exception {
        String later =
                """
                {"id":"%s","kind":"PAINT_BLUE","nodeId":"n-1","change":{"shade":3},"generation":1}\
                """
                        .formatted(ID);

        assertThat(AgentJson.readUnknownCommand(Documents.stream(later)))
                .isEqualTo(new AgentMessages.UnknownCommand(ID, "PAINT_BLUE", "n-1"));
        assertThatThrownBy(() -> AgentJson.readCommand(Documents.stream(later)))
                .isInstanceOf(MalformedDocument.class);
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
                .hasMessage(
                        "kind is 'FORMAT_DISK', expected one of RESIZE_VFS, SET_VF, BIND_VF_DRIVER,"
                                + " SET_AUTOPROBE, RECHECK");
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
