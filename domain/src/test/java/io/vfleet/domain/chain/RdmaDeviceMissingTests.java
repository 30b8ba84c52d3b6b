package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import io.vfleet.domain.testing.VfDraft;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdmaDeviceMissingTests {

    private static final String CHECK = "rdma-device-missing";
    private static final RdmaDevice RXE =
            new RdmaDevice(
                    "rxe0",
                    Optional.of("ens3f0v0"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of());

    private static Expectations rdma(boolean wanted) {
        Expectations none = Expectations.NONE;
        return new Expectations(
                Optional.of("training"),
                none.desiredVfs(),
                none.vfsPerPf(),
                true,
                none.hugepages(),
                Optional.of(wanted),
                none.vfAdmin());
    }

    private static HostDraft without(int... vfs) {
        HostDraft host = Inventories.healthyHost();
        for (int vf : vfs) {
            host.pf(0, pf -> pf.vf(vf, VfDraft::rdmaDevices));
        }
        return host;
    }

    @Test
    void whereRdmaIsWantedAMissingDeviceBreaksTheLink() {
        Examined examined = Examined.of(without(1), rdma(true));

        Finding finding = examined.only(CHECK);
        assertThat(examined.at()).contains(Link.RDMA);
        assertThat(examined.state(0, Link.RDMA)).isEqualTo(LinkState.BROKEN);
        assertThat(examined.state(1, Link.RDMA)).isEqualTo(LinkState.OK);
        assertThat(finding.symptom()).contains(Symptom.RDMA_DEVICE_UNUSABLE);
        assertThat(finding.cause())
                .isEqualTo("1 of 4 VFs of 0000:81:00.0 without an RDMA device: 0000:81:00.3.");
        assertThat(finding.evidence().getFirst().path())
                .isEqualTo("/sys/bus/pci/devices/0000:81:00.3/infiniband");
        assertThat(Examined.commands(finding).getFirst()).contains("mlx5_core/unbind");
    }

    @Test
    void withoutAnExpectationAVfThatLacksWhatItsSiblingsHaveIsAWarning() {
        Examined examined = Examined.of(without(1));

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).cause()).contains("unlike the others");
    }

    @Test
    void withoutAnExpectationAndWithoutAnyDeviceThereIsNothingToAsk() {
        Examined examined = Examined.of(without(0, 1, 2, 3));

        assertThat(examined.state(0, Link.RDMA)).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(examined.verdict()).isEqualTo(LinkState.OK);
    }

    @Test
    void aMissingModuleIsNamedAndLoadedWithDashA() {
        HostDraft host =
                without(0, 1, 2, 3).pf(0, pf -> pf.rdmaDevices()).modules("mlx5_core", "ib_core");

        Finding finding = Examined.of(host, rdma(true)).only(CHECK);

        assertThat(finding.cause()).endsWith("The module mlx5_ib is not in /proc/modules.");
        assertThat(Examined.commands(finding).getFirst())
                .isEqualTo("modprobe -a mlx5_ib ib_uverbs rdma_ucm");
    }

    @Test
    void anUnwantedRdmaIsNotJudged() {
        assertThat(Examined.of(without(1), rdma(false)).state(Link.RDMA))
                .isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void softwareDevicesProveNothing() {
        HostDraft soft = without(0, 1, 2, 3).pf(0, pf -> pf.vf(0, vf -> vf.rdmaDevices(RXE)));

        assertThat(Examined.of(soft).state(0, Link.RDMA)).isEqualTo(LinkState.NOT_APPLICABLE);
        assertThat(Examined.of(soft, rdma(true)).only(CHECK).cause()).startsWith("4 of 4 VFs");
    }

    @Test
    void vfsOnVfioAreTheirOwnersBusiness() {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.vf(1, VfDraft::onVfio));

        assertThat(Examined.of(host, rdma(true)).verdict()).isEqualTo(LinkState.OK);
        HostDraft all = Inventories.healthyHost().pf(0, pf -> pf.eachVf(VfDraft::onVfio));
        assertThat(Examined.of(all, rdma(true)).state(0, Link.RDMA))
                .isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void driversWithoutAnRdmaHalfAreNotAsked() {
        HostDraft host = without(0, 1, 2, 3).pf(0, pf -> pf.eachVf(vf -> vf.driver("igbvf")));

        assertThat(Examined.of(host, rdma(true)).state(0, Link.RDMA))
                .isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @ParameterizedTest
    @CsvSource({"iavf, irdma", "ice, irdma", "bnxt_en, bnxt_re", "mlx4_core, mlx4_ib"})
    void everyDriverHasItsHalf(String driver, String half) {
        HostDraft host =
                without(0, 1, 2, 3).pf(0, pf -> pf.rdmaDevices().eachVf(vf -> vf.driver(driver)));

        assertThat(Examined.commands(Examined.of(host, rdma(true)).only(CHECK)).getFirst())
                .isEqualTo("modprobe -a " + half + " ib_uverbs rdma_ucm");
    }

    @Test
    void irdmaMustBeThereBeforeTheVfsAreMade() {
        HostDraft host =
                without(0, 1, 2, 3).pf(0, pf -> pf.rdmaDevices().eachVf(vf -> vf.driver("iavf")));

        assertThat(Examined.of(host, rdma(true)).only(CHECK).fix().getLast().destroysVfs())
                .isTrue();
    }

    @Test
    void aVfInAPodMayHaveTakenItsDeviceAlong() {
        HostDraft host = without(1).pf(0, pf -> pf.vf(1, VfDraft::netdevs));

        Examined examined = Examined.of(host, rdma(true));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns(CHECK).getFirst().reason()).contains("a pod may hold both");
    }

    @Test
    void unreadDevicesAreUnknown() {
        Examined examined =
                Examined.of(without(1).gap("/sys/class/infiniband", "EACCES"), rdma(true));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.state(Link.RDMA)).isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void anUnreadDriverMayBeOneThatNeedsADevice() {
        HostDraft host =
                without(1)
                        .pf(0, pf -> pf.vf(1, vf -> vf.noDriver()))
                        .gap("/sys/bus/pci/devices/0000:81:00.3/driver", "EIO");

        assertThat(Examined.of(host, rdma(true)).state(0, Link.RDMA)).isEqualTo(LinkState.UNKNOWN);
    }

    @Test
    void withoutVfsThatAreWantedItIsBlocked() {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.vfs(0));

        Examined wanted = Examined.of(host, Examined.desired(Examined.PF0, 4));
        assertThat(wanted.state(0, Link.RDMA)).isEqualTo(LinkState.BLOCKED);
        assertThat(wanted.at()).contains(Link.VFS);
        Examined none = Examined.of(host, Examined.desired(Examined.PF0, 0));
        assertThat(none.state(0, Link.RDMA)).isEqualTo(LinkState.NOT_APPLICABLE);
    }

    @Test
    void manyVfsAreListedShortly() {
        HostDraft host = Inventories.host(1, 64).pf(0, pf -> pf.eachVf(VfDraft::rdmaDevices));

        Finding finding = Examined.of(host, rdma(true)).only(CHECK);

        assertThat(finding.cause()).startsWith("64 of 64 VFs").endsWith("and 56 more.");
        assertThat(finding.evidence()).hasSize(8);
    }
}
