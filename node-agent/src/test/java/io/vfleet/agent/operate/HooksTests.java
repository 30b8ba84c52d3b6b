package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.Access;
import io.vfleet.agent.host.HookCall;
import io.vfleet.agent.host.HookResult;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksTests {

    private static final String FOLDER = "/etc/vfleet/hooks.d/";
    private static final String DRAIN = FOLDER + "10-drain";
    private static final String NOTE = FOLDER + "20-note";
    private static final String VF0 = FakeKernel.vf(0).sysfsPath();

    @TempDir Path dir;

    private final FakeKernel kernel = new FakeKernel(2);
    private final List<String> seen = new ArrayList<>();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(kernel, dir);
        kernel.hook("20-note");
        kernel.hook("10-drain");
    }

    @Test
    void hooksRunInOrderBeforeTheWriteAndAfterTheEnding() {
        kernel.hookPlans.put(DRAIN, call -> new HookResult("3 pods moved", noted(call)));
        Command command = bench.resize(8);

        Progress ending = bench.run(command);

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.hooks)
                .extracting(call -> call.path() + " " + call.phase())
                .containsExactly(
                        DRAIN + " before", NOTE + " before", DRAIN + " after", NOTE + " after");
        assertThat(kernel.hooks.getLast().environment())
                .containsEntry("VFLEET_OPERATION", command.id().toString())
                .containsEntry("VFLEET_KIND", "RESIZE_VFS")
                .containsEntry("VFLEET_PF", "0000:81:00.0")
                .containsEntry("VFLEET_OLD_COUNT", "2")
                .containsEntry("VFLEET_NEW_COUNT", "8")
                .containsEntry("VFLEET_PHASE", "after")
                .containsEntry("VFLEET_STATE", "VERIFYING");
        assertThat(ending.steps())
                .extracting(Step::name)
                .containsSubsequence("before 10-drain", "gates", "write 8", "after 20-note");
        assertThat(ending.steps())
                .filteredOn(step -> step.name().equals("before 10-drain"))
                .extracting(Step::output)
                .containsExactly(Optional.of("3 pods moved"));
        assertThat(seen).containsExactly("before with 2 VFs", "after with 8 VFs");
    }

    private Optional<String> noted(HookCall call) {
        seen.add(call.phase() + " with " + kernel.vfs() + " VFs");
        return Optional.empty();
    }

    @Test
    void aHookMayFreeTheVfsThatAreInUse() {
        vfioUser();
        kernel.hookPlans.put(
                DRAIN,
                _ -> {
                    kernel.gone("/proc/4711");
                    kernel.vfs(2);
                    return new HookResult("", Optional.empty());
                });

        assertThat(bench.run(bench.resize(8)).state()).isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.writes).containsExactly("0", "8");
    }

    @Test
    void whatIsStillInUseAfterTheHooksIsLeftAloneAndTheyMayUndoTheirPart() {
        vfioUser();

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation().orElseThrow()).contains("qemu-kvm (pid 4711)");
        assertThat(kernel.writes).isEmpty();
        assertThat(kernel.hooks.getLast().environment()).containsEntry("VFLEET_STATE", "REFUSED");
    }

    @Test
    void aHookThatFailsBeforeKeepsEverythingAsItIs() {
        kernel.hookPlans.put(
                DRAIN,
                call ->
                        new HookResult(
                                "no such pod",
                                Optional.of("ended with 3")
                                        .filter(_ -> call.phase().equals("before"))));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .contains(DRAIN + " before ended with 3. Nothing was changed.");
        assertThat(ending.steps().get(1).output()).contains("ended with 3\nno such pod");
        assertThat(kernel.writes).isEmpty();
        assertThat(kernel.hooks)
                .extracting(call -> call.path() + " " + call.phase())
                .containsExactly(DRAIN + " before", DRAIN + " after", NOTE + " after");
    }

    @Test
    void aHookThatFailsAfterwardsIsShownAndChangesNothing() {
        kernel.hookPlans.put(
                NOTE,
                call ->
                        new HookResult(
                                "",
                                Optional.of("did not end within 60 s and was ended")
                                        .filter(_ -> call.phase().equals("after"))));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.explanation().orElseThrow())
                .endsWith(NOTE + " after did not end within 60 s and was ended.");
        assertThat(kernel.vfs()).isEqualTo(8);
    }

    @Test
    void hooksDoNotRunWhereAGateRefusesOrNothingIsToBeDone() {
        kernel.text("/run/vfleet/maintenance", "");
        assertThat(bench.run(bench.resize(8)).state()).isEqualTo(OperationState.REFUSED);
        kernel.gone("/run/vfleet/maintenance");
        bench.run(bench.resize(2));

        assertThat(kernel.hooks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    30-x     | 1000 | 0100755 | /etc/vfleet/hooks.d/30-x is not root's alone to write
                    30-x     | 0    | 0100775 | /etc/vfleet/hooks.d/30-x is not root's alone to write
                    30-x     | 0    | 0100644 | /etc/vfleet/hooks.d/30-x is no file that can be run
                    30-x     | 0    | 0120777 | /etc/vfleet/hooks.d/30-x is not root's alone to write
                    30-x.sh  | 0    | 0100755 | /etc/vfleet/hooks.d/30-x.sh is no name of a hook
                    30-x~    | 0    | 0100755 | /etc/vfleet/hooks.d/30-x~ is no name of a hook
                    """)
    void whatWouldNotBeRunKeepsEverythingAsItIs(
            String name, int owner, String mode, String complaint) {
        kernel.hook(name);
        kernel.accesses.put(FOLDER + name, new Access(owner, Integer.parseInt(mode, 8)));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation().orElseThrow()).startsWith(complaint);
        assertThat(kernel.hooks).isEmpty();
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() {
        kernel.accesses.put("/etc/vfleet/hooks.d", new Access(0, 0040777));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(kernel.hooks).isEmpty();
    }

    @Test
    void theirTimeIsThePolicysAndTheDeadlineStillCounts() {
        kernel.text("/etc/vfleet/policy.yaml", "mode: remediate\nhookTimeout: 90s");
        kernel.hookPlans.put(
                DRAIN,
                _ -> {
                    bench.clock.pass(Duration.ofHours(1));
                    return new HookResult("", Optional.empty());
                });

        Progress ending = bench.run(bench.resize(8));

        assertThat(kernel.hookLimits).containsOnly(Duration.ofSeconds(90));
        assertThat(ending.state()).isEqualTo(OperationState.EXPIRED);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void anAgentThatIsEndedWhileHooksRunLeavesThoseOfAfterToTheNext() {
        kernel.hookPlans.put(NOTE, _ -> dead());
        Command command = bench.resize(8);
        killed(command);
        kernel.hookPlans.clear();
        kernel.hooks.clear();

        bench.restart();

        Progress ending = bench.operations().next().orElseThrow();
        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .contains("The agent was ended while hooks ran; nothing was changed.");
        assertThat(kernel.writes).isEmpty();
        assertThat(kernel.hooks).extracting(HookCall::phase).containsExactly("after", "after");
        assertThat(bench.run(command).state()).isEqualTo(OperationState.REFUSED);
    }

    @Test
    void anAgentThatIsEndedAtTheWriteLeavesThoseOfAfterToTheNext() {
        kernel.next(_ -> fail());
        killed(bench.resize(8));
        kernel.hooks.clear();

        bench.restart();

        assertThat(bench.operations().next().orElseThrow().state())
                .isEqualTo(OperationState.FAILED);
        assertThat(kernel.hooks).extracting(HookCall::phase).containsExactly("after", "after");
        kernel.hooks.clear();
        bench.restart();
        assertThat(kernel.hooks).isEmpty();
    }

    @Test
    void anAgentThatIsEndedInAHookOfAfterRunsThemAgainAndKeepsTheEnding() {
        kernel.hookPlans.put(
                DRAIN,
                call ->
                        call.phase().equals("after")
                                ? dead()
                                : new HookResult("", Optional.empty()));
        killed(bench.resize(8));
        kernel.hookPlans.clear();
        kernel.hooks.clear();

        bench.restart();

        assertThat(bench.operations().next().orElseThrow().state())
                .isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.hooks).extracting(HookCall::phase).containsExactly("after", "after");
        assertThat(kernel.writes).containsExactly("0", "8");
    }

    private void killed(Command command) {
        try {
            bench.send(command);
        } catch (Killed end) {
            return;
        }
        throw new AssertionError("the agent was not ended");
    }

    private static HookResult dead() {
        throw new Killed();
    }

    private static WriteResult fail() {
        throw new Killed();
    }

    private void vfioUser() {
        kernel.link(VF0 + "/driver", "../../../bus/pci/drivers/vfio-pci");
        kernel.link(VF0 + "/iommu_group", "../../../kernel/iommu_groups/31");
        kernel.gone(VF0 + "/net");
        kernel.text("/proc/4711/comm", "qemu-kvm");
        kernel.link("/proc/4711/fd/20", "/dev/vfio/31");
    }

    /// The end of the agent's process.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }
}
