package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IommuOffInFirmwareTests {

    private static final String CHECK = "iommu-off-in-firmware";

    @Test
    void withoutTableUnitAndGroupItIsOff() {
        Examined examined = Examined.of(Inventories.healthyHost().iommuOffInFirmware());

        Finding finding = examined.only(CHECK);
        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.at()).contains(Link.FIRMWARE);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(finding.symptom()).contains(Symptom.VF_NOT_ISOLATED);
        assertThat(finding.subject()).isEqualTo(new Subject.Node());
        assertThat(Examined.commands(finding))
                .containsExactly("BIOS of this Dell Inc. PowerEdge R750xa: enable VT-d");
        assertThat(finding.fix().getFirst().reboot()).isTrue();
        assertThat(finding.evidence())
                .extracting(Evidence::path)
                .containsExactly(
                        "/sys/firmware/acpi/tables",
                        "/sys/class/iommu",
                        "/sys/kernel/iommu_groups",
                        "/proc/cmdline");
    }

    @Test
    void whatTheCommandLineAsksIsToldAndNotBlamed() {
        Examined examined = Examined.of(Inventories.healthyHost().iommuOffInFirmware());

        assertThat(examined.only(CHECK).cause())
                .contains("says intel_iommu=on iommu=pt, which cannot help without a table")
                .contains("8 VFs are there all the same");
        assertThat(examined.all("iommu-off-in-kernel")).isEmpty();
        assertThat(examined.state(Link.KERNEL)).isEqualTo(LinkState.BLOCKED);
        assertThat(examined.state(Link.VFS)).isEqualTo(LinkState.OK);
    }

    @Test
    void vfsOutsideAnyGroupFollowFromIt() {
        Examined examined = Examined.of(Inventories.healthyHost().iommuOffInFirmware());

        assertThat(examined.link(Link.FIRMWARE).findings())
                .extracting(Finding::check)
                .containsExactly(CHECK);
        assertThat(examined.only(CHECK).consequences())
                .extracting(Finding::check, Finding::subject)
                .containsExactly(
                        tuple("vf-not-isolated", new Subject.Pf(Examined.PF0)),
                        tuple("vf-not-isolated", new Subject.Pf(Examined.PF1)));
        assertThat(examined.pf(0).links().getFirst().findings().getFirst().consequences())
                .extracting(Finding::subject)
                .containsExactly(new Subject.Pf(Examined.PF0));
    }

    @Test
    void underAHypervisorItIsLessSureAndTheVmMayBeToBlame() {
        Examined examined =
                Examined.of(Inventories.healthyHost().hypervisor(true).iommuOffInFirmware());

        assertThat(examined.only(CHECK).confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(Examined.commands(examined.only(CHECK)).getFirst())
                .startsWith("BIOS")
                .contains("or give the VM a vIOMMU");
    }

    @Test
    void anAmdHostIsToldToEnableAmdVi() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().cpuVendor("AuthenticAMD").iommuOffInFirmware());

        assertThat(Examined.commands(examined.only(CHECK)).getFirst()).contains("AMD-Vi");
    }

    @Test
    void onArmATreeOfDevicesMayStandInForTheTable() {
        Examined examined =
                Examined.of(Inventories.healthyHost().cpuVendor("ARM").iommuOffInFirmware());

        assertThat(examined.only(CHECK).confidence()).isEqualTo(Confidence.MEDIUM);
    }

    @Test
    void waivedIsolationMakesItAWarningWithItsConsequences() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().iommuOffInFirmware(), Examined.isolationWaived());

        assertThat(examined.verdict()).isEqualTo(LinkState.WARN);
        assertThat(examined.only(CHECK).severity()).isEqualTo(Severity.WARNING);
        assertThat(examined.only(CHECK).consequences()).hasSize(2);
        assertThat(examined.state(Link.KERNEL)).isEqualTo(LinkState.BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DMAR", "IVRS", "IORT"})
    void anyTableIsAnOffer(String table) {
        Examined examined =
                Examined.of(Inventories.healthyHost().iommuOffInKernel().acpiTables(table));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.OK);
    }

    @Test
    void groupsProveItWithoutTheTable() {
        HostDraft host = Inventories.healthyHost().acpiTables().iommuUnits();

        assertThat(Examined.of(host).verdict()).isEqualTo(LinkState.OK);
        assertThat(Examined.of(host.gap("/sys/firmware/acpi/tables", "EACCES")).verdict())
                .isEqualTo(LinkState.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sys/firmware/acpi/tables",
                "/sys/firmware",
                "/sys/class/iommu",
                "/sys/kernel/iommu_groups"
            })
    void whatCouldNotBeReadMayHaveShownIt(String path) {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost().iommuOffInFirmware().gap(path, "not captured"));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK))
                .singleElement()
                .satisfies(one -> assertThat(one.path()).startsWith(path))
                .satisfies(one -> assertThat(one.reason()).isEqualTo("not captured"));
        assertThat(examined.verdict()).isNotEqualTo(LinkState.OK);
    }

    @Test
    void withoutAcpiNoTableIsNoProof() {
        Examined examined =
                Examined.of(Inventories.healthyHost().iommuOffInFirmware().commandLine("acpi=off"));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.unknowns(CHECK)).hasSize(1);
    }

    @Test
    void nobodyAsksForItWhereNoVfsAreWanted() {
        NodeInventory host =
                Inventories.healthyHost().iommuOffInFirmware().eachPf(pf -> pf.vfs(0)).build();

        Examined none = Examined.of(host, Examined.desired(Examined.PF0, 0));
        assertThat(none.state(Link.FIRMWARE)).isEqualTo(LinkState.NOT_APPLICABLE);
        Examined some = Examined.of(host, Examined.desired(Examined.PF0, 4));
        assertThat(some.state(Link.FIRMWARE)).isEqualTo(LinkState.BROKEN);
        assertThat(some.only(CHECK).cause()).doesNotContain("VFs are there");
        assertThat(some.at()).contains(Link.FIRMWARE);
    }
}
