package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import org.junit.jupiter.api.Test;

class PfWithoutDriverTests {

    private static final String CHECK = "pf-without-driver";

    private static HostDraft bare() {
        return Inventories.healthyHost().pf(0, pf -> pf.vfs(0).noDriver().rdmaDevices());
    }

    @Test
    void aPfOfWhichVfsAreWantedNeedsItsDriver() {
        Examined examined = Examined.of(bare(), Examined.desired(Examined.PF0, 4));

        Finding finding = examined.only(CHECK);
        assertThat(examined.at()).contains(Link.VFS);
        assertThat(finding.subject()).isEqualTo(new Subject.Pf(Examined.PF0));
        assertThat(finding.symptom()).contains(Symptom.NUMVFS_WRITE_FAILS);
        assertThat(Examined.commands(finding))
                .contains("echo 0000:81:00.0 > /sys/bus/pci/drivers_probe");
    }

    @Test
    void itExplainsTheMissingVfs() {
        Examined examined = Examined.of(bare(), Examined.desired(Examined.PF0, 4));

        assertThat(examined.only(CHECK).consequences())
                .extracting(Finding::check)
                .containsExactly("vf-count-differs");
        assertThat(examined.link(Link.VFS).findings()).hasSize(1);
    }

    @Test
    void vfioPciMakesNoVfs() {
        HostDraft host = Inventories.healthyHost().pf(0, pf -> pf.vfs(0).driver("vfio-pci"));

        Examined examined = Examined.of(host, Examined.desired(Examined.PF0, 4));

        assertThat(examined.only(CHECK).cause())
                .isEqualTo("0000:81:00.0 is held by vfio-pci, which makes no VFs.");
        assertThat(Examined.commands(examined.only(CHECK)))
                .contains("echo 0000:81:00.0 > /sys/bus/pci/devices/0000:81:00.0/driver/unbind");
    }

    @Test
    void vfioPciWithVfsIsFine() {
        Examined examined =
                Examined.of(Inventories.healthyHost().pf(0, pf -> pf.driver("vfio-pci")));

        assertThat(examined.all(CHECK)).isEmpty();
    }

    @Test
    void anUnreadDriverIsUnknown() {
        Examined examined =
                Examined.of(
                        bare().gap("/sys/bus/pci/devices/0000:81:00.0/driver", "not captured"),
                        Examined.desired(Examined.PF0, 4));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK)).hasSize(1);
        assertThat(examined.only("vf-count-differs").severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void whereNoVfsAreWantedNoDriverIsNeeded() {
        assertThat(Examined.of(bare(), Examined.desired(Examined.PF0, 0)).all(CHECK)).isEmpty();
        assertThat(Examined.of(bare()).all(CHECK)).isEmpty();
    }
}
