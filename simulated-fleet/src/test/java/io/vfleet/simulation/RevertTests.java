package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.VfSetting;
import io.vfleet.agent.operate.Operations;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.simulation.catalog.Cards;
import io.vfleet.simulation.kernel.CardPort;
import io.vfleet.simulation.kernel.Management;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A change that nobody confirmed is taken back without the agent that made it.
class RevertTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private Path dir;

    private Operator operator;
    private int before;

    @BeforeEach
    void open() {
        operator = Operator.with(Cards.CONNECTX7, dir);
        before = operator.port.vfs().size();
    }

    @Test
    void withoutItsAgentTheOldCountAndItsSettingsComeBack() {
        operator.set(0, new VfSetting.Vlan(100, 0, "802.1Q"));
        Command command = dieBetweenWriteAndConfirmation(4);

        await(() -> left(".ended"));

        assertThat(operator.port.vfs()).hasSize(before);
        assertThat(operator.admin().get(0).vlan()).hasValue(100);
        Progress told = next(command);
        assertThat(told.state()).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(told.after()).hasValue(before);
        assertThat(left("")).isFalse();
    }

    @Test
    void vfsThatAreInUseMeanwhileAreNotTakenBack() {
        Command command =
                dieBetweenWriteAndConfirmation(
                        4,
                        () ->
                                operator.host
                                        .kernel()
                                        .moveAway(
                                                operator.port.vfs().get(1).netdev().orElseThrow()));

        await(() -> left(".ended"));

        assertThat(operator.port.vfs()).hasSize(4);
        Progress told = next(command);
        assertThat(told.state()).isEqualTo(OperationState.PARTIAL);
        assertThat(told.explanation().orElse("")).contains("It was not taken back: VFs are in use");
    }

    @Test
    void aMaintenanceFileStopsTheRevertToo() {
        Command command =
                dieBetweenWriteAndConfirmation(
                        4, () -> operator.host.kernel().writeFile("/run/vfleet/maintenance", ""));

        await(() -> left(".ended"));

        assertThat(operator.port.vfs()).hasSize(4);
        assertThat(next(command).explanation().orElse("")).contains("/run/vfleet/maintenance");
    }

    @Test
    void anAgentThatComesInTimeKeepsWhatWasReached() {
        operator.policy("mode: remediate\nrevertTimeout: 1000s\n");
        Command command = dieBetweenWriteAndConfirmation(4);

        Progress told = next(command);

        assertThat(told.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(told.after()).hasValue(4);
        assertThat(left("")).isFalse();
    }

    @Test
    void anotherBootLeavesNothingToTakeBack() throws InterruptedException {
        operator.policy("mode: remediate\nrevertTimeout: 1000s\n");
        Command command = dieBetweenWriteAndConfirmation(4);
        operator.host.reboot();

        assertThat(next(command).explanation().orElse("")).contains("booted anew");
        assertThat(left("")).isFalse();
    }

    @Test
    void whereTheWayToTheServerIsCutTheChangeIsTakenBack() {
        operator.serverAnswers = false;
        assertThat(operator.resize(4).state()).isEqualTo(OperationState.VERIFYING);

        SimulatedHost host = operator.host;
        Operator onTheWay =
                new Operator(
                        host,
                        (CardPort) Management.netdev(host.kernel()).orElseThrow().function(),
                        dir.resolve("other"));
        onTheWay.serverAnswers = false;
        Progress cut = onTheWay.resize(2, "G1", "G5");
        assertThat(cut.state()).as("%s", cut).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(cut.explanation().orElse("")).contains("did not answer within 1 s");
        assertThat(onTheWay.port.vfs()).isEmpty();

        onTheWay.serverAnswers = true;
        assertThat(onTheWay.resize(2, "G1", "G5").state()).isEqualTo(OperationState.VERIFYING);
    }

    private Command dieBetweenWriteAndConfirmation(int count) {
        return dieBetweenWriteAndConfirmation(count, () -> {});
    }

    private Command dieBetweenWriteAndConfirmation(int count, Runnable afterwards) {
        Mortal mortal = new Mortal(operator.host.writer().orElseThrow());
        mortal.die(2, Mortal.Moment.AFTER);
        operator.writer = mortal;
        Command command = operator.command(count);
        Thread agent = new Thread(() -> operator.send(operator.agent(), command));
        agent.setUncaughtExceptionHandler((_, _) -> {
            synchronized (operator.host.kernel()) {
                afterwards.run();
            }
        });
        agent.start();
        await(() -> !agent.isAlive());
        assertThat(mortal.writes).containsExactly("0", Integer.toString(count));
        operator.writer = operator.host.writer().orElseThrow();
        return command;
    }

    private Progress next(Command command) {
        Operations agent = operator.agent();
        Progress told = agent.next().orElseThrow();
        assertThat(told.command()).isEqualTo(command.id());
        return told;
    }

    private boolean left(String suffix) {
        File[] files = dir.resolve("reverts").toFile().listFiles();
        return files != null
                && Arrays.stream(files).anyMatch(file -> file.getName().endsWith(suffix));
    }

    private static void await(BooleanSupplier condition) {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
