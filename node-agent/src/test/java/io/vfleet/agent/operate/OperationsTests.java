package io.vfleet.agent.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTests {

    @TempDir Path dir;

    private final FakeKernel kernel = new FakeKernel(0);
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(kernel, dir);
    }

    @Test
    void aCommandThatComesAgainIsAnsweredAndNotDoneAgain() {
        Command command = bench.resize(8);
        Progress ending = bench.run(command);
        bench.operations().told(ending);
        kernel.vfs(0);

        assertThat(bench.run(command)).isEqualTo(ending);

        bench.restart();
        assertThat(bench.run(command)).isEqualTo(ending);
        assertThat(kernel.writes).containsExactly("8");
    }

    @Test
    void anEndingIsToldUntilItWasHeard() {
        Progress ending = bench.run(bench.resize(8));

        bench.restart();
        assertThat(bench.operations().next()).contains(ending);
        assertThat(bench.operations().told(ending)).isTrue();

        bench.restart();
        assertThat(bench.operations().next()).isEmpty();
    }

    // lines of the journal that were on disk, VFs found: what it is then, and all that was written
    @ParameterizedTest
    @CsvSource({
        "1, 4, VERIFYING, 0 6",
        "2, 4, FAILED, ''",
        "2, 0, PARTIAL, ''",
        "2, 6, VERIFYING, ''",
        "3, 6, VERIFYING, ''",
        "4, 6, VERIFYING, ''",
        "5, 6, VERIFYING, ''"
    })
    void anAgentKilledBetweenTwoRecordsNeverWritesTwice(
            int lines, int vfs, OperationState state, String writes) throws IOException {
        kernel.vfs(4);
        Command command = bench.resize(6);
        bench.operations().told(bench.run(command));
        kernel.writes.clear();
        List<String> journal = Files.readAllLines(bench.journal());
        assertThat(journal)
                .extracting(line -> line.split(" ")[1])
                .containsExactly("RECEIVED", "STARTED", "KEPT", "DONE", "ACKED");
        Files.write(bench.journal(), journal.subList(0, lines));
        kernel.vfs(vfs);

        bench.restart();
        Progress ending = bench.run(command);

        assertThat(ending.state()).isEqualTo(state);
        assertThat(String.join(" ", kernel.writes)).isEqualTo(writes);
    }

    @Test
    void aTornEndOfTheJournalIsDroppedWhereverItWasTorn() throws IOException {
        Command command = bench.resize(8);
        bench.operations().told(bench.run(command));
        byte[] whole = Files.readAllBytes(bench.journal());
        kernel.writes.clear();
        int started = new String(whole, UTF_8).indexOf(" DONE ");
        for (int length = started; length < whole.length; length += 41) {
            Files.write(bench.journal(), Arrays.copyOf(whole, length));
            bench.restart();
            bench.send(command);
        }

        assertThat(kernel.writes).isEmpty();
        assertThat(bench.log).isEmpty();
    }

    @Test
    void aJournalDamagedInItsMidstRefusesEverything() throws IOException {
        bench.operations().told(bench.run(bench.resize(8)));
        byte[] bytes = Files.readAllBytes(bench.journal());
        bytes[20] ^= 1;
        Files.write(bench.journal(), bytes);
        kernel.writes.clear();

        bench.restart();
        Progress ending = bench.run(bench.resize(4));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation().orElse("")).contains("is damaged in its midst");
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void whatCannotBeJournaledIsNotDone() throws IOException {
        Files.createDirectory(bench.journal());
        bench.restart();

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void aFullJournalForgetsWhatIsOverButNoGeneration() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < OperationsJournal.MOST_LINES / 4; i++) {
            over(bench.resize(i % 2)).forEach(record -> lines.append(record.line()));
        }
        Files.writeString(bench.journal(), lines);
        bench.restart();
        Progress ending = bench.run(bench.resize(8));
        bench.operations().told(ending);

        assertThat(Files.readAllLines(bench.journal()))
                .hasSizeLessThan(4 * OperationsJournal.KEPT + 10);
        bench.restart();
        assertThat(bench.operations().next()).isEmpty();
        assertThat(bench.run(withGeneration(bench.resize(4), 3)).state())
                .isEqualTo(OperationState.REFUSED);
    }

    @Test
    void anOlderGenerationIsRefused() {
        Command stale = bench.resize(2);
        bench.operations().told(bench.run(bench.resize(8)));

        bench.restart();
        Progress ending = bench.run(stale);

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .contains("Generation 1 is older than 2, which was begun on this PF already.");
        assertThat(kernel.writes).containsExactly("8");
    }

    @Test
    void aCommandPastItsDeadlineExpires() {
        Command command = bench.resize(8);
        bench.clock.pass(Duration.ofMinutes(15));

        assertThat(bench.run(command).state()).isEqualTo(OperationState.EXPIRED);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void aRecheckWritesNothingAndNeedsNoWriter() {
        kernel.mayWrite = false;
        Command recheck =
                new Command(
                        UUID.randomUUID(),
                        new Change.Recheck(),
                        Bench.NODE,
                        0,
                        bench.clock.now().plusSeconds(60),
                        Set.of());

        assertThat(bench.run(recheck).state()).isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void onlyCommandsOfThePinnedServerForThisNodeAreDone() {
        Command command = bench.resize(8);
        byte[] payload = AgentJson.write(command);
        SignedCommand good = bench.signed(command);
        String key = Bench.key(bench.server);
        String changed =
                Base64.getEncoder().encodeToString(text(payload).replace("8", "9").getBytes(UTF_8));

        take(good, Optional.empty());
        take(good, Optional.of(Bench.key(Bench.keys())));
        take(good, Optional.of("no key"));
        take(new SignedCommand(changed, good.signature()), Optional.of(key));
        take(new SignedCommand(good.payload(), "c2ln"), Optional.of(key));
        take(Bench.sign("{}".getBytes(UTF_8), bench.server), Optional.of(key));
        bench.operations().take(List.of(good), List.of(key), "n-2");

        assertThat(bench.operations().next()).isEmpty();
        assertThat(kernel.writes).isEmpty();
        assertThat(bench.log)
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).startsWith("a command was ignored: "));
    }

    @Test
    void aKindOfLaterDaysIsRefusedByItsName() {
        String later =
                new String(AgentJson.write(bench.resize(8)), UTF_8)
                        .replace("RESIZE_VFS", "PAINT_BLUE");
        take(Bench.sign(later.getBytes(UTF_8), bench.server), Optional.of(Bench.key(bench.server)));

        Progress ending = bench.operations().next().orElseThrow();
        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .hasValue("This agent is older than operations of kind PAINT_BLUE.");
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void theHostsPolicyCountsWhatWasBegunInTheLastHour() throws IOException {
        kernel.text("/etc/vfleet/policy.yaml", "mode: remediate\nrate: 2/hour");
        bench.operations().told(bench.run(bench.resize(8)));
        bench.operations().told(bench.run(bench.resize(4)));
        bench.restart();

        Progress third = bench.run(bench.resize(2));
        assertThat(third.state()).isEqualTo(OperationState.REFUSED);
        bench.operations().told(third);
        bench.clock.pass(Duration.ofHours(1));
        assertThat(bench.run(bench.resize(2)).state()).isEqualTo(OperationState.VERIFYING);
    }

    @Test
    void aLineAppendedByNobodyWeKnowIsDamage() throws IOException {
        bench.operations().told(bench.run(bench.resize(8)));
        Files.writeString(bench.journal(), "hello\nhello\n", StandardOpenOption.APPEND);
        bench.restart();

        assertThat(bench.run(bench.resize(2)).state()).isEqualTo(OperationState.REFUSED);
    }

    private void take(SignedCommand command, Optional<String> key) {
        bench.operations().take(List.of(command), key.stream().toList(), Bench.NODE);
    }

    private static List<JournalRecord> over(Command command) {
        Instant at = FakeClock.START.minus(Duration.ofDays(1));
        var start = new JournalRecord.Start(0, 1, at, Optional.empty());
        return List.of(
                new JournalRecord.Received(command),
                new JournalRecord.Started(command.id(), FakeKernel.PF, command.generation(), start),
                new JournalRecord.Done(
                        new Trail(command, new FakeClock(), _ -> {})
                                .ending(OperationState.VERIFYING, OptionalInt.of(1), "done")),
                new JournalRecord.Acknowledged(command.id()));
    }

    private static Command withGeneration(Command command, long generation) {
        return new Command(
                command.id(),
                command.change(),
                command.nodeId(),
                generation,
                command.deadline(),
                command.overrides());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
