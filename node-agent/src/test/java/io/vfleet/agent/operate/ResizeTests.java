package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.WriteResult;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.operation.Step;
import io.vfleet.domain.operation.WriteError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTests {

    @TempDir Path dir;

    private final FakeKernel kernel = new FakeKernel(0);
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(kernel, dir);
    }

    @Test
    void aFirstCountIsWrittenOnceAndReadBack() {
        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.before()).hasValue(0);
        assertThat(ending.after()).hasValue(8);
        assertThat(ending.explanation()).contains("The PF has 8 VFs.");
        assertThat(ending.steps())
                .extracting(Step::name)
                .containsExactly("gates", "write 8", "read back", "watch");
        assertThat(kernel.writes).containsExactly("8");
    }

    @Test
    void anotherCountGoesThroughZero() {
        kernel.vfs(4);

        Progress ending = bench.run(bench.resize(6));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.steps())
                .extracting(Step::name)
                .containsExactly("gates", "write 0", "wait", "write 6", "read back", "watch");
        assertThat(kernel.writes).containsExactly("0", "6");
    }

    @Test
    void zeroIsWrittenOnce() {
        kernel.vfs(4);

        assertThat(bench.run(bench.resize(0)).after()).hasValue(0);
        assertThat(kernel.writes).containsExactly("0");
    }

    @Test
    void theSameCountIsNotWrittenEvenWhereVfsAreInUse() {
        kernel.vfs(4);
        kernel.gone(FakeKernel.vf(0).sysfsPath() + "/net");

        Progress ending = bench.run(bench.resize(4));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.explanation()).contains("The PF has 4 VFs already; nothing was written.");
        assertThat(kernel.writes).isEmpty();
    }

    // errno, driver, kernel line, what people are told
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERANGE|ice||The count is above sriov_totalvfs.",
                "ENOENT|ice|ice 0000:81:00.0: no driver bound to device; cannot configure"
                        + " SR-IOV|No driver is bound to the PF.",
                "ENOENT|vfio-pci|driver does not support SR-IOV configuration via sysfs|The PF's"
                        + " driver cannot make VFs.",
                "ENOENT|vfio-pci|Driver doesn't support SRIOV configuration via sysfs|The PF's"
                        + " driver cannot make VFs.",
                "EBUSY|mlx5_core|4 VFs already enabled. Disable before enabling 8 VFs|Somebody else"
                        + " made VFs meanwhile: the count must go through 0.",
                "ENOMEM|mlx5_core|not enough MMIO resources for SR-IOV|The firmware left too little"
                        + " MMIO space for the VFs' BARs.",
                "ENOMEM|ice|can't enable 8 VFs (bus 85 out of range of [bus 81-84])|The bridge above"
                        + " has too few bus numbers for so many VFs.",
                "ENOMEM|igb|SR-IOV: bus number out of range|The bridge above has too few bus numbers"
                        + " for so many VFs.",
                "ENOMEM|ice|SR-IOV: IOV BARS not allocated|The VFs' BARs have no addresses.",
                "ENOMEM|ice||The kernel had no memory, MMIO space or bus numbers for the VFs; its"
                        + " log does not say which.",
                "EIO|ice||The card's SR-IOV capability contradicts itself: its firmware is suspect.",
                "ENOSPC|ice|Only 12 MSI-X interrupts available for SR-IOV|The card has too few"
                        + " interrupts for so many VFs: ask for fewer.",
                "ENOSPC|ice|Not enough queues to support 8 VFs|The card has too few queues for so"
                        + " many VFs: ask for fewer.",
                "ENOSPC|qede||The driver ran out of a resource of the card; the kernel's lines say"
                        + " which.",
                "EOPNOTSUPP|ice|Device is in Safe Mode|The ice driver runs in Safe Mode, its DDP"
                        + " package is missing.",
                "EAGAIN|ice|Failed to start 8 VFs|The card did not start the VFs.",
                "EAGAIN|i40e||The i40e driver is busy with another operation; try again later.",
                "EPERM|i40e|Limited to 4 VFs due to device resource constraints|The card has no"
                        + " resources for so many VFs: ask for fewer.",
                "EPERM|ixgbe||Traffic classes and offloaded macvlans leave room for fewer VFs.",
                "EPERM|nvme|Cannot modify SR-IOV while VFs are assigned|VFs are assigned to virtual"
                        + " machines.",
                "EINVAL|bnxt_en|all resources are used by PF|The PF uses all of the card's"
                        + " resources.",
                "EINVAL|mlx5_core|pci_enable_sriov failed : -22|The kernel or the driver took the"
                        + " count for no valid one.",
                "EROFS|ice||/sys is mounted read-only for the agent.",
                "EACCES|ice||The agent may not write there: it is not root, or SELinux or AppArmor"
                        + " forbids it.",
                "EXYZ|ice||The kernel answered EXYZ; no cause is known for it.",
            })
    void aRefusalWithNothingChangedIsExplained(
            String errno, String driver, String line, String sentence) {
        kernel.driver(driver);
        List<String> lines = Optional.ofNullable(line).stream().toList();
        kernel.next(_ -> new WriteResult.Refused(errno, "words", lines));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.error()).contains(new WriteError(errno, FakeKernel.NUMVFS, "8", lines));
        assertThat(ending.explanation()).contains(sentence + " Nothing was changed.");
        assertThat(kernel.writes).containsExactly("8");
    }

    @Test
    void tooManyArePassedToTheKernelWhenThatIsWanted() {
        Command command = Bench.with(bench.resize(17), Set.of("G12"));

        Progress ending = bench.run(command);

        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.error().map(WriteError::errno)).contains("ERANGE");
    }

    @Test
    void theOldCountComesBackWhenTheNewOneIsRefused() {
        kernel.vfs(4);
        kernel.next(kernel::usual);
        kernel.next(_ -> refused("ENOSPC"));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(ending.after()).hasValue(4);
        assertThat(ending.explanation().orElse("")).endsWith("The old count of 4 is back.");
        assertThat(kernel.writes).containsExactly("0", "8", "4");
    }

    @Test
    void aSecondRefusalIsPartialAndNotTriedAgain() {
        kernel.vfs(4);
        kernel.next(kernel::usual);
        kernel.next(_ -> refused("ENOSPC"));
        kernel.next(_ -> refused("EIO"));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.PARTIAL);
        assertThat(ending.after()).hasValue(0);
        assertThat(ending.error().map(WriteError::errno)).contains("ENOSPC");
        assertThat(ending.explanation().orElse("")).contains("Going back failed as well");
        assertThat(kernel.writes).containsExactly("0", "8", "4");
    }

    @Test
    void aRefusedZeroChangesNothing() {
        kernel.vfs(4);
        kernel.next(_ -> refused("EBUSY"));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.after()).hasValue(4);
        assertThat(kernel.writes).containsExactly("0");
    }

    @Test
    void fewerThanAskedForAreTakenBack() {
        kernel.driver("bnxt_en");
        kernel.next(_ -> {
            kernel.vfs(3);
            return new WriteResult.Written(List.of("Requested VFs 8, can enable 3"));
        });

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.ROLLED_BACK);
        assertThat(ending.after()).hasValue(0);
        assertThat(ending.explanation())
                .contains(
                        "The card has resources for fewer VFs: ask for fewer. The old count of 0 is"
                                + " back.");
        assertThat(kernel.writes).containsExactly("8", "0");
    }

    @Test
    void aSilentNothingIsAFailure() {
        kernel.driver("bnxt_en");
        kernel.next(_ ->
                new WriteResult.Written(List.of("Reject SRIOV config request since if is down!")));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.FAILED);
        assertThat(ending.explanation().orElse("")).contains("bring it up");
    }

    @Test
    void newVfsInUseAreNotTakenBack() {
        kernel.next(_ -> {
            kernel.vfs(3);
            kernel.gone(FakeKernel.vf(1).sysfsPath() + "/net");
            return new WriteResult.Written(List.of());
        });

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.PARTIAL);
        assertThat(ending.after()).hasValue(3);
        assertThat(ending.explanation().orElse("")).contains("VF 1 (0000:81:01.1)");
        assertThat(kernel.writes).containsExactly("8");
    }

    // what somebody else sets 0.7 s after the write, and what it is then
    @ParameterizedTest
    @CsvSource({"4, ROLLED_BACK", "3, PARTIAL", "0, PARTIAL", "6, VERIFYING"})
    void aCountThatSomebodyElseSetsIsNotFoughtOver(int others, OperationState state) {
        kernel.vfs(4);
        kernel.next(kernel::usual);
        kernel.next(count -> {
            bench.clock.after(Duration.ofMillis(700), () -> kernel.vfs(others));
            return kernel.usual(count);
        });

        Progress ending = bench.run(bench.resize(6));

        assertThat(ending.state()).isEqualTo(state);
        assertThat(ending.after()).hasValue(others);
        assertThat(kernel.writes).containsExactly("0", "6");
    }

    @Test
    void nothingMoreIsTouchedAfterAWriteThatHangs() {
        kernel.vfs(4);
        kernel.next(
                _ -> new WriteResult.Hung("pid 4711 in msleep", Duration.ofSeconds(68), List.of()));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.UNKNOWN);
        assertThat(ending.explanation().orElse("")).contains("pid 4711 in msleep");
        assertThat(kernel.writes).containsExactly("0");
        assertThat(kernel.armed).isEmpty();
    }

    @Test
    void vfsWithoutADriverAreTheCountAskedForAndSaidSo() {
        kernel.vfsWithoutDriver();

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.explanation()).contains("The PF has 8 VFs. 8 of 8 VFs have no driver.");
        assertThat(bench.clock.now()).isEqualTo(FakeClock.START.plusSeconds(10 + 2));
    }

    @Test
    void anUnexpectedCountIsAConflict() {
        kernel.vfs(4);
        Command command = bench.resize(8);

        Progress ending =
                bench.run(
                        new Command(
                                command.id(),
                                new Change.ResizeVfs(FakeKernel.PF, 8, OptionalInt.of(0)),
                                command.nodeId(),
                                command.generation(),
                                command.deadline(),
                                Set.of()));

        assertThat(ending.state()).isEqualTo(OperationState.CONFLICT);
        assertThat(ending.after()).hasValue(4);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void aHostThatIsOnlyLookedAtIsNotWrittenTo() {
        kernel.mayWrite = false;

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .contains(
                        "this is no host that runs but files of one: there is nothing to write to");
    }

    @Test
    void withoutSomebodyToTakeItBackNothingIsWritten() {
        kernel.unarmable = Optional.of("no revert can be armed from within a container");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(ending.explanation())
                .contains("no revert can be armed from within a container.");
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void theRevertIsArmedWhileTheKernelIsWrittenToAndNotAfterwards() {
        kernel.next(count -> {
            assertThat(kernel.armed).singleElement().satisfies(file -> assertThat(file).exists());
            return kernel.usual(count);
        });

        assertThat(bench.run(bench.resize(8)).state()).isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.armed).isEmpty();
        assertThat(dir.resolve("reverts")).isEmptyDirectory();
    }

    private static WriteResult refused(String errno) {
        return new WriteResult.Refused(errno, "words", List.of());
    }
}
