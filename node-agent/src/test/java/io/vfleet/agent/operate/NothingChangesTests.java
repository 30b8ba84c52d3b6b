package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.Access;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All that keeps a node as it is, on a host where the very same command is done otherwise.
class NothingChangesTests {

    private static final String POLICY = "/etc/vfleet/policy.yaml";

    @TempDir private Path dir;

    /// What is wrong, and how its ending begins; an empty one: the server hears nothing.
    enum When {
        POLICY_IS_MISSING("REFUSED G13: there is no " + POLICY) {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.gone(POLICY);
            }
        },
        POLICY_IS_BROKEN("REFUSED G13: " + POLICY + " is not valid") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.text(POLICY, "mode: remediate\nmod: x");
            }
        },
        POLICY_IS_ANOTHER_USERS("REFUSED G13: /etc is not root's alone to write") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.access = new Access(1000, 0100644);
            }
        },
        POLICY_CAN_BE_WRITTEN_BY_A_GROUP("REFUSED G13: /etc is not root's alone to write") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.access = new Access(0, 0100664);
            }
        },
        POLICY_ONLY_OBSERVES("REFUSED G13: " + POLICY + " says mode: observe") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.text(POLICY, "mode: observe");
            }
        },
        MAINTENANCE("REFUSED G13: /run/vfleet/maintenance is there") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.text("/run/vfleet/maintenance", "");
            }
        },
        OBSERVE_ONLY("REFUSED G13: /etc/vfleet/observe-only is there") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.text("/etc/vfleet/observe-only", "");
            }
        },
        SIGNATURE_IS_WRONG("") {
            @Override
            void happens(NothingChangesTests here) {
                here.pinned = Bench.key(Bench.keys());
            }
        },
        GENERATION_IS_OLD("REFUSED Generation 1 is older than 3") {
            @Override
            void happens(NothingChangesTests here) {
                here.bench.operations().told(here.bench.run(here.bench.resize(2)));
                here.bench.operations().told(here.bench.run(here.bench.resize(0)));
                here.kernel.writes.clear();
            }
        },
        DEADLINE_IS_PAST("EXPIRED The deadline passed") {
            @Override
            void happens(NothingChangesTests here) {
                here.bench.clock.pass(Duration.ofMinutes(15));
            }
        },
        CLOCK_IS_A_DAY_AHEAD("EXPIRED The deadline passed") {
            @Override
            void happens(NothingChangesTests here) {
                here.bench.clock.pass(Duration.ofDays(1));
            }
        },
        CLOCK_IS_A_DAY_BEHIND("REFUSED It must not begin before 2026-03-04T12:00:00Z") {
            @Override
            void happens(NothingChangesTests here) {
                here.bench.clock.pass(Duration.ofDays(-1));
            }
        },
        A_GATE_CANNOT_KNOW("REFUSED G1: cannot read /proc/net/route") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.failures.put("/proc/net/route", "Input/output error");
            }
        },
        SETTINGS_CANNOT_BE_KEPT("REFUSED What the VFs are set to could not be put back") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.failures.put(
                        FakeKernel.PF_DIR + "/sriov_drivers_autoprobe", "Input/output error");
            }
        },
        DISK_IS_FULL("REFUSED cannot write ") {
            @Override
            void happens(NothingChangesTests here) throws IOException {
                Files.createSymbolicLink(here.bench.journal(), Path.of("/dev/full"));
            }
        },
        JOURNAL_IS_CORRUPT("REFUSED ") {
            @Override
            void happens(NothingChangesTests here) throws IOException {
                Files.writeString(here.bench.journal(), "nonsense\nand more\n");
                here.bench.restart();
            }
        },
        NO_REVERT_CAN_BE_ARMED("REFUSED in a container.") {
            @Override
            void happens(NothingChangesTests here) {
                here.kernel.unarmable = Optional.of("in a container");
            }
        },
        REVERTS_CANNOT_BE_WRITTEN("REFUSED no revert can be armed: cannot write ") {
            @Override
            void happens(NothingChangesTests here) throws IOException {
                Files.writeString(here.dir.resolve("reverts"), "no folder");
            }
        };

        private final String ending;

        When(String ending) {
            this.ending = ending;
        }

        abstract void happens(NothingChangesTests here) throws IOException;
    }

    private final FakeKernel kernel = new FakeKernel(0);
    private Bench bench = new Bench(kernel, Path.of("/nowhere"));
    private String pinned = "";

    @ParameterizedTest
    @EnumSource
    void nothingChanges(When when) throws IOException {
        bench = new Bench(kernel, dir);
        pinned = Bench.key(bench.server);
        Command command = bench.resize(8);
        when.happens(this);

        bench.operations().take(List.of(bench.signed(command)), List.of(pinned), Bench.NODE);

        assertThat(bench.operations().next().map(NothingChangesTests::words).orElse(""))
                .startsWith(when.ending);
        assertThat(bench.operations().next().isEmpty()).isEqualTo(when.ending.isEmpty());
        assertThat(kernel.writes).isEmpty();
        assertThat(kernel.changes).isEmpty();
        assertThat(kernel.vfs()).isZero();
    }

    /// What keeps a resize from the host keeps every other kind from it; these have no revert that
    /// is armed outside, and gates of their own.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "SIGNATURE_IS_WRONG",
                "SETTINGS_CANNOT_BE_KEPT",
                "NO_REVERT_CAN_BE_ARMED",
                "REVERTS_CANNOT_BE_WRITTEN"
            })
    void nothingChangesOnAVfEither(When when) throws IOException {
        kernel.vfs(2);
        bench = new Bench(kernel, dir);
        Command command = bench.command(new Change.BindVfDriver(FakeKernel.PF, 1, "vfio-pci"));
        kernel.text("/sys/bus/pci/drivers/vfio-pci/new_id", "");
        kernel.link(FakeKernel.vf(1).sysfsPath() + "/iommu_group", "../../kernel/iommu_groups/9");
        when.happens(this);

        Progress ending = bench.run(command);

        assertThat(words(ending)).startsWith(when.ending);
        assertThat(kernel.changes).isEmpty();
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void aVfInUseIsLeftAloneAndItsNeighborIsNot() {
        kernel.vfs(2);
        bench = new Bench(kernel, dir);
        kernel.text("/sys/bus/pci/drivers/vfio-pci/new_id", "");
        kernel.link(FakeKernel.vf(0).sysfsPath() + "/iommu_group", "../../kernel/iommu_groups/8");
        kernel.link(FakeKernel.vf(1).sysfsPath() + "/iommu_group", "../../kernel/iommu_groups/9");
        kernel.addresses.put("eth2v1", Set.of(InetAddress.ofLiteral("192.0.2.7")));

        Progress refused =
                bench.run(bench.command(new Change.BindVfDriver(FakeKernel.PF, 1, "vfio-pci")));
        assertThat(words(refused)).startsWith("REFUSED G7: VF 1");
        assertThat(kernel.changes).isEmpty();
        bench.operations().told(refused);

        Progress done =
                bench.run(bench.command(new Change.BindVfDriver(FakeKernel.PF, 0, "vfio-pci")));
        assertThat(kernel.changes)
                .as(words(done))
                .isNotEmpty()
                .allMatch(change -> change.vf() == 0);
    }

    private static String words(Progress ending) {
        return ending.state() + " " + ending.explanation().orElse("");
    }
}
