package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.remedy.Fix;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VfCountDiffersTests {

    private static final String CHECK = "vf-count-differs";
    private static final String NUMVFS = "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs";

    @Test
    void fewerThanWantedBreaksTheLink() {
        Examined examined =
                Examined.of(Inventories.healthyHost(), Examined.desired(Examined.PF0, 8));

        Finding finding = examined.only(CHECK);
        assertThat(examined.at()).contains(Link.VFS);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.symptom()).isEmpty();
        assertThat(finding.cause())
                .isEqualTo("0000:81:00.0 has 4 VFs; wanted are 8 (set for this PF).");
        assertThat(finding.fix())
                .containsExactly(
                        Fix.destroyingVfs("echo 0 > " + NUMVFS + " && echo 8 > " + NUMVFS)
                                .by(OperationKind.RESIZE_VFS));
        assertThat(finding.evidence())
                .containsExactly(
                        Evidence.of(NUMVFS, "4", "8"),
                        Evidence.of("/sys/bus/pci/devices/0000:81:00.0/sriov_totalvfs", "8"));
    }

    @Test
    void noneAtAllLooksLikeAFailedWriteAndBlocksRdma() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().pf(0, pf -> pf.vfs(0)),
                        Examined.desired(Examined.PF0, 8));

        assertThat(examined.only(CHECK).symptom()).contains(Symptom.NUMVFS_WRITE_FAILS);
        assertThat(examined.only(CHECK).fix())
                .containsExactly(Fix.of("echo 8 > " + NUMVFS).by(OperationKind.RESIZE_VFS));
        assertThat(examined.state(0, Link.RDMA)).isEqualTo(LinkState.BLOCKED);
        assertThat(examined.state(1, Link.RDMA)).isEqualTo(LinkState.OK);
        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.BLOCKED);
    }

    @Test
    void moreThanWantedIsAWarning() {
        Examined examined =
                Examined.of(Inventories.healthyHost(), Examined.desired(Examined.PF0, 0));

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).fix())
                .containsExactly(
                        Fix.destroyingVfs("echo 0 > " + NUMVFS).by(OperationKind.RESIZE_VFS));
    }

    @Test
    void asManyAsWantedIsFine() {
        Examined examined =
                Examined.of(Inventories.healthyHost(), Examined.desired(Examined.PF0, 4));

        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void nobodyAskedForACount() {
        assertThat(Examined.of(Inventories.healthyHost()).all(CHECK)).isEmpty();
    }

    @Test
    void theProfileCountsForPfsThatHaveVfsAndPeopleWin() {
        HostDraft host = Inventories.healthyHost().pf(1, pf -> pf.vfs(0));
        Expectations inference = Expectations.ofProfile("inference");

        Examined examined = Examined.of(host, inference);
        assertThat(examined.only(CHECK).cause())
                .contains("wanted are 32 to 64 (profile inference)")
                .contains("It can have 8 at most: the kernel would refuse the write with ERANGE");
        assertThat(examined.pf(1).inScope()).isFalse();
        Examined people = Examined.of(host, inference.withDesiredVfs(Map.of(Examined.PF0, 4)));
        assertThat(people.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void beyondTheLimitTheFirmwareMustOfferMore() {
        Examined mellanox =
                Examined.of(Inventories.healthyHost(), Examined.desired(Examined.PF0, 16));
        assertThat(mellanox.only(CHECK).fix())
                .contains(
                        Fix.withReboot("mlxconfig -d 0000:81:00.0 set SRIOV_EN=1 NUM_OF_VFS=16")
                                .destroyingVfs());
        Examined intel =
                Examined.of(
                        Inventories.healthyHost().pf(0, pf -> pf.ids("8086", "1593")),
                        Examined.desired(Examined.PF0, 16));
        assertThat(Examined.commands(intel.only(CHECK)))
                .noneMatch(step -> step.contains("mlxconfig"));
    }

    @Test
    void aHungReadLeavesTheLinksToCount() {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.noNumVfs()).gap(NUMVFS, "hung");

        assertThat(Examined.of(host, Examined.desired(Examined.PF0, 4)).verdict())
                .isEqualTo(LinkState.OK);
        Finding finding = Examined.of(host, Examined.desired(Examined.PF0, 8)).only(CHECK);
        assertThat(finding.evidence().getFirst())
                .isEqualTo(
                        Evidence.of("/sys/bus/pci/devices/0000:81:00.0/virtfn*", "4 links", "8"));
    }

    @Test
    void neitherCountNorLinksIsUnknown() {
        HostDraft host =
                Inventories.healthyHost()
                        .pf(0, pf -> pf.vfs(0).noNumVfs())
                        .gap("/sys/bus/pci/devices/0000:81:00.0", "EIO");

        Examined examined = Examined.of(host, Examined.desired(Examined.PF0, 4));

        assertThat(examined.state(0, Link.VFS)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.state(0, Link.RDMA)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns(CHECK).getFirst().path()).isEqualTo(NUMVFS);
    }

    @Test
    void withoutTheKernelsFilesTheCountIsUnknown() {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.vfs(0).noSriovFiles());

        Examined examined = Examined.of(host, Examined.desired(Examined.PF0, 4));

        assertThat(examined.state(0, Link.VFS)).isEqualTo(LinkState.UNKNOWN);
    }
}
