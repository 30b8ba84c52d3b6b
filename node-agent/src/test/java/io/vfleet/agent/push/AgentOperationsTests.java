package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.operate.Bench;
import io.vfleet.agent.operate.FakeKernel;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.ChangedBy;
import io.vfleet.domain.wire.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole agent in real time: commands run on a thread of their own.
class AgentOperationsTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path dir;

    private final FakeServer server = new FakeServer();
    private final FakeKernel kernel = new FakeKernel(0);
    private final KeyPair keys = Bench.keys();
    private Thread agent = new Thread();

    @BeforeEach
    void prepare() {
        server.nextSeconds = 1;
        server.serverKey = Optional.of(Bench.key(keys));
        kernel.text("/proc/sys/kernel/hostname", "node-1");
        kernel.text("/proc/sys/kernel/random/boot_id", "boot-1");
    }

    @AfterEach
    void stop() throws InterruptedException {
        agent.interrupt();
        agent.join();
        server.close();
    }

    @Test
    void aCommandThatIsWaitedForIsDoneToldAndReported() {
        server.pollSeconds = 25;
        start();
        until(() -> server.routes.contains("operations"));
        server.commands.add(command(8, keys));

        until(() -> ended(OperationState.VERIFYING));
        until(() -> reported(8));
        assertThat(kernel.writes).containsExactly("8");
        assertThat(server.progress.getFirst().state()).isEqualTo(OperationState.RUNNING);
        UUID operation = server.progress.getFirst().command();
        until(() -> author(8).equals(Optional.of(new ChangedBy.Operation(operation))));

        // what somebody else does after the ending's report is not taken for the operation's
        until(() -> server.routes.lastIndexOf("report") > server.routes.lastIndexOf("progress"));
        kernel.vfs(0);
        until(() -> author(0).equals(Optional.of(new ChangedBy.Foreign(Optional.empty()))));
    }

    @Test
    void aCommandMayComeWithTheAnswerToABeat() {
        start();
        until(() -> server.routes.contains("heartbeat"));
        server.commands.add(command(8, keys));

        until(() -> ended(OperationState.VERIFYING));
        assertThat(server.routes).doesNotContain("operations");
    }

    @Test
    void anEndingIsToldAgainUntilItIsHeard() {
        start();
        until(() -> server.routes.contains("heartbeat"));
        server.next("progress", FakeServer.problem(503, "unavailable", "Retry-After", "1"));
        server.next("progress", FakeServer.lostAnswer());
        server.commands.add(command(8, keys));

        until(() -> ended(OperationState.VERIFYING));
        assertThat(kernel.writes).containsExactly("8");
    }

    @Test
    void anEndingTheServerDoesNotWantIsDropped() {
        start();
        until(() -> server.routes.contains("heartbeat"));
        for (int i = 0; i < 20; i++) {
            server.next("progress", FakeServer.problem(409, "operation-ended"));
        }
        server.commands.add(command(8, keys));

        until(this::settled);
        long told = server.routes.stream().filter("progress"::equals).count();
        until(() -> server.beats.size() > 3);
        assertThat(server.routes.stream().filter("progress"::equals).count()).isEqualTo(told);
    }

    @Test
    void theFirstKeyOfTheServerStays() {
        start();
        until(() -> server.routes.contains("heartbeat"));
        KeyPair other = Bench.keys();
        server.serverKey = Optional.of(Bench.key(other));
        server.forgetTokens();
        until(() -> server.routes.stream().filter("token"::equals).count() > 1);
        server.commands.add(command(4, other));
        server.commands.add(command(8, keys));

        until(() -> ended(OperationState.VERIFYING));
        assertThat(kernel.writes).containsExactly("8");
    }

    private Optional<ChangedBy> author(int count) {
        return server.reports.stream()
                .flatMap(report -> report.changes().stream())
                .filter(change -> change.to() == count)
                .findFirst()
                .flatMap(Report.Change::by);
    }

    private void start() {
        agent = Thread.ofVirtual().start(this::run);
    }

    private void run() {
        InventoryCollector collector =
                new InventoryCollector(kernel, InstantSource.system(), "0.1.0");
        AgentHost host =
                new AgentHost(
                        _ -> collector.collect(Journal.EMPTY),
                        new Look(kernel),
                        Optional.of(kernel));
        try (AgentState state = AgentState.open(dir.resolve("state"))) {
            new Agent(
                            host,
                            new ServerClient(server.address()),
                            state,
                            AgentOptions.enrollingWith(FakeServer.TOKEN))
                    .run();
        } catch (StateProblem e) {
            throw new IllegalStateException(e);
        }
    }

    // the journal's last word of an operation: the server has the ending, or never wants it
    private boolean settled() {
        try {
            return Files.readString(dir.resolve("state/operations")).contains(" ACKED ");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static SignedCommand command(int count, KeyPair by) {
        Command resize =
                new Command(
                        UUID.randomUUID(),
                        new Change.ResizeVfs(FakeKernel.PF, count, OptionalInt.of(0)),
                        FakeServer.NODE,
                        1,
                        Instant.now().plusSeconds(600),
                        Set.of());
        return Bench.sign(AgentJson.write(resize), by);
    }

    private boolean ended(OperationState state) {
        return server.progress.stream().map(Progress::state).anyMatch(state::equals);
    }

    private boolean reported(int vfs) {
        return server.reports
                        .getLast()
                        .inventory()
                        .physicalFunctions()
                        .getFirst()
                        .virtualFunctions()
                        .size()
                == vfs;
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the time until it happens").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
