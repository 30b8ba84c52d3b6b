package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.UdevRule;
import io.vfleet.agent.host.WriteResult;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host that was booted after an operation, and what is made again on it before its agent runs.
class ReapplyTests {

    private static final String POLICY = "/etc/vfleet/policy.yaml";
    private static final String ALLOWED = "mode: remediate\nreapplyAtBoot: true";

    @TempDir private Path dir;

    private final FakeKernel kernel = new FakeKernel(0);
    private Bench bench = new Bench(kernel, Path.of("/nowhere"));
    private Map<PciAddress, Integer> seen = Map.of(FakeKernel.PF, 8);

    @BeforeEach
    void resizedAndBooted() {
        bench = new Bench(kernel, dir);
        kernel.text(POLICY, ALLOWED);
        bench.operations().told(bench.run(bench.resize(8)));
        kernel.vfs(0);
        kernel.writes.clear();
        kernel.text("/proc/sys/kernel/random/boot_id", "boot-2");
        bench.clock.pass(Duration.ofHours(2));
        bench.restart();
    }

    @Test
    void whatTheLastOperationMadeIsMadeAgain() {
        reapply();

        assertThat(kernel.writes).containsExactly("8");
        assertThat(kernel.vfs()).isEqualTo(8);
        // the server knows of no such operation
        assertThat(bench.operations().next()).isEmpty();
    }

    @Test
    void itIsMadeAgainAfterEveryBootAndOncePerBoot() {
        reapply();
        kernel.vfs(0);
        reapply();
        assertThat(kernel.writes).containsExactly("8");

        kernel.text("/proc/sys/kernel/random/boot_id", "boot-3");
        bench.restart();
        reapply();
        assertThat(kernel.writes).containsExactly("8", "8");
    }

    @Test
    void aWriteThatFailsIsTakenBackAndNotTriedAgain() {
        kernel.next(_ -> new WriteResult.Refused("ENOMEM", "no memory", List.of()));

        reapply();

        assertThat(kernel.vfs()).isZero();
        assertThat(bench.log).anyMatch(line -> line.startsWith("0000:81:00.0: FAILED"));
    }

    @Test
    void theNextOperationOfTheServerIsNoOlderThanIt() {
        reapply();

        Progress ending = bench.run(bench.resize(4));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(kernel.vfs()).isEqualTo(4);
    }

    /// All that leaves a PF without VFs after a boot.
    enum When {
        NOBODY_ASKS_FOR_IT {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(POLICY, "mode: remediate");
            }
        },
        POLICY_ONLY_OBSERVES {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(POLICY, "mode: observe\nreapplyAtBoot: true");
            }
        },
        KIND_IS_NOT_ALLOWED {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(POLICY, ALLOWED + "\nkinds: [RECHECK]");
            }
        },
        MAINTENANCE {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text("/run/vfleet/maintenance", "");
            }
        },
        ALL_OF_THE_HOUR_IS_USED {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(POLICY, ALLOWED + "\nrate: 0/hour");
            }
        },
        SAME_BOOT {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text("/proc/sys/kernel/random/boot_id", "boot-1");
            }
        },
        BOOT_CANNOT_BE_READ {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.failures.put("/proc/sys/kernel/random/boot_id", "Input/output error");
            }
        },
        ANOTHER_CARD {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(FakeKernel.PF_DIR + "/net/eth2/address", "52:54:00:aa:00:02");
            }
        },
        ITS_ADDRESS_IS_NOT_ITS_OWN {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(FakeKernel.PF_DIR + "/net/eth2/addr_assign_type", "3");
            }
        },
        SOMEBODY_CHANGED_IT_SINCE {
            @Override
            void happens(ReapplyTests here) {
                here.seen = Map.of(FakeKernel.PF, 4);
            }
        },
        NOBODY_SAW_IT_LAST {
            @Override
            void happens(ReapplyTests here) {
                here.seen = Map.of();
            }
        },
        AN_OWNER_AT_BOOT {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(
                        "/etc/systemd/system/vfs.service",
                        "ExecStart=sh -c 'echo 4 > /sys/class/net/eth2/device/sriov_numvfs'");
            }
        },
        AN_OWNER_THAT_FIGHTS {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text("/etc/sriov-operator/pci/0000:81:00.0", "{\"numVfs\": 4}");
            }
        },
        AN_OWNERS_FOLDER_IS_UNREAD {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.failures.put("/etc/modprobe.d", "Input/output error");
            }
        },
        A_GATE_CANNOT_KNOW {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.failures.put("/proc/net/route", "Input/output error");
            }
        },
        A_DEFAULT_ROUTE_LEAVES_BY_IT {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.text(
                        "/proc/net/route",
                        "Iface Destination Gateway Flags RefCnt Use Metric Mask\n"
                                + "eth2 00000000 0102A8C0 0003 0 0 0 00000000 0 0 0");
            }
        },
        NO_REVERT_CAN_BE_ARMED {
            @Override
            void happens(ReapplyTests here) {
                here.kernel.unarmable = Optional.of("in a container");
            }
        };

        abstract void happens(ReapplyTests here);
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsMadeAgain(When when) {
        when.happens(this);

        reapply();

        assertThat(kernel.writes).isEmpty();
        assertThat(kernel.vfs()).isZero();
        assertThat(bench.log).isNotEmpty();
    }

    @Test
    void anOperationThatWentWrongLeavesNothingToMakeAgain() {
        kernel.vfs(8);
        kernel.next(count -> kernel.usual(count));
        kernel.next(_ -> new WriteResult.Refused("ENOMEM", "no memory", List.of()));
        kernel.next(_ -> new WriteResult.Refused("ENOMEM", "no memory", List.of()));
        Progress ending = bench.run(bench.resize(4));
        assertThat(ending.state()).isEqualTo(OperationState.PARTIAL);
        bench.operations().told(ending);
        kernel.writes.clear();
        kernel.text("/proc/sys/kernel/random/boot_id", "boot-3");
        bench.restart();

        reapply();

        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void ourOwnRuleIsNobodyElses() {
        UdevRule rule = new UdevRule(FakeKernel.MAC, OptionalInt.of(8));
        kernel.text(rule.path(), rule.text().orElseThrow());
        // udev was not there, or came too early
        reapply();

        assertThat(kernel.writes).containsExactly("8");
    }

    private void reapply() {
        bench.operations().reapply(new Reapply(Bench.NODE, seen));
    }
}
