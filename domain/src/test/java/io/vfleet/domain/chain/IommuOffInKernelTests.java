package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.HostDraft;
import io.vfleet.domain.testing.Inventories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IommuOffInKernelTests {

    private static final String CHECK = "iommu-off-in-kernel";

    private static HostDraft off(String commandLine) {
        return Inventories.healthyHost().commandLine(commandLine).iommuOffInKernel();
    }

    private static HostDraft amd(String commandLine) {
        return off(commandLine).acpiTables("IVRS").cpuVendor("AuthenticAMD");
    }

    @Test
    void withoutTheArgumentAnIntelKernelLeavesItOff() {
        Examined examined = Examined.of(off("ro quiet"));

        Finding finding = examined.only(CHECK);
        assertThat(examined.at()).contains(Link.KERNEL);
        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(finding.cause()).contains("intel_iommu=on is not on the command line");
        assertThat(finding.reference()).isEqualTo("D02");
        assertThat(finding.confidence()).isEqualTo(Confidence.PROOF);
        assertThat(Examined.commands(finding).getFirst())
                .isEqualTo("grubby --update-kernel=ALL --args=\"intel_iommu=on iommu=pt\"");
        assertThat(finding.fix()).allSatisfy(fix -> assertThat(fix.reboot()).isTrue());
    }

    @Test
    void theFirmwareLinkStaysGreenAndTheVfsFollow() {
        Examined examined = Examined.of(off("ro quiet"));

        assertThat(examined.state(Link.FIRMWARE)).isEqualTo(LinkState.OK);
        assertThat(examined.link(Link.FIRMWARE).findings()).isEmpty();
        assertThat(examined.only(CHECK).consequences())
                .extracting(Finding::check)
                .containsExactly("vf-not-isolated", "vf-not-isolated");
    }

    @ParameterizedTest
    @CsvSource({
        "intel_iommu=off, intel_iommu=off",
        "intel_iommu=on intel_iommu=off, intel_iommu=off",
        "intel-iommu=off, intel-iommu=off",
        "iommu=off intel_iommu=on, iommu=off",
        "iommu=off iommu=pt, iommu=off",
        "intel_iommu=off iommu=off, intel_iommu=off iommu=off",
    })
    void aSwitchThatKeepsItOffIsNamed(String commandLine, String switches) {
        Finding finding = Examined.of(off(commandLine)).only(CHECK);

        assertThat(finding.cause()).contains("switches the IOMMU off: " + switches + ".");
        assertThat(Examined.commands(finding).getFirst())
                .isEqualTo("grubby --update-kernel=ALL --remove-args=\"" + switches + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intel_iommu=off intel_iommu=on",
                "intel_iommu=sm_on,on",
                "intel_iommu=on xintel_iommu=off",
                "intel_iommu=on intel_iommu=off2",
                "intel_iommu=on amd_iommu=off",
                "intel_iommu=on -- intel_iommu=off",
                "intel_iommu=on dyndbg=\"iommu=off intel_iommu=off\"",
            })
    void askedForLastAndStillOffMeansTheTableWasRefused(String commandLine) {
        Finding finding = Examined.of(off(commandLine)).only(CHECK);

        assertThat(finding.reference()).isEqualTo("D03");
        assertThat(finding.cause()).contains("the kernel refused the table");
        assertThat(Examined.commands(finding).getFirst()).startsWith("dmesg");
    }

    @Test
    void onAmdOnMeansNothing() {
        Finding finding = Examined.of(amd("amd_iommu=on")).only(CHECK);

        assertThat(finding.cause()).contains("amd_iommu=on means nothing");
        assertThat(finding.reference()).isEqualTo("D03");
        assertThat(Examined.commands(finding)).noneMatch(step -> step.contains("grubby"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"amd_iommu=off", "amd_iommu=off amd_iommu=on", "amd_iommu=fullflush,off"})
    void onAmdOffIsNeverTakenBack(String commandLine) {
        assertThat(Examined.commands(Examined.of(amd(commandLine)).only(CHECK)).getFirst())
                .contains("--remove-args=\"amd_iommu=")
                .doesNotContain("intel_iommu");
    }

    @Test
    void onAmdIntelsSwitchIsNotTheReason() {
        assertThat(Examined.of(amd("intel_iommu=off")).only(CHECK).reference()).isEqualTo("D03");
    }

    @Test
    void theTableDecidesWhoseItIsAndNotTheCpu() {
        Examined examined = Examined.of(off("ro").cpuVendor("AuthenticAMD"));

        assertThat(examined.only(CHECK).cause()).contains("intel_iommu=on");
    }

    @Test
    void anUnreadCommandLineLeavesTheProofAndNotTheReason() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .noCommandLine()
                                .gap("/proc/cmdline", "EACCES")
                                .iommuOffInKernel());

        assertThat(examined.verdict()).isEqualTo(LinkState.BROKEN);
        assertThat(examined.only(CHECK).cause()).contains("not known (/proc/cmdline: EACCES)");
    }

    @Test
    void switchedOffAndNotOfferedHangTogether() {
        Examined examined = Examined.of(off("intel_iommu=off").acpiTables());

        Finding firmware = examined.only("iommu-off-in-firmware");
        assertThat(firmware.consequences()).extracting(Finding::check).containsExactly(CHECK);
        assertThat(firmware.consequences().getFirst().consequences())
                .extracting(Finding::check)
                .containsOnly("vf-not-isolated");
        assertThat(examined.state(Link.KERNEL)).isEqualTo(LinkState.BLOCKED);
        assertThat(examined.diagnosis().findings())
                .filteredOn(finding -> finding.severity() == Severity.CRITICAL)
                .hasSize(4);
    }

    @Test
    void groupsProveItWhateverTheCommandLineSays() {
        assertThat(Examined.of(Inventories.healthyHost().commandLine("intel_iommu=off")).verdict())
                .isEqualTo(LinkState.OK);
        assertThat(Examined.of(Inventories.healthyHost().noCommandLine()).state(Link.KERNEL))
                .isEqualTo(LinkState.OK);
    }

    @Test
    void groupsThatVfioMadeUpProveNothing() {
        Examined examined =
                Examined.of(Inventories.healthyHost().iommuUnits().iommu(Examined.madeUp()));

        assertThat(examined.only(CHECK).reference()).isEqualTo("D03");
        assertThat(examined.at()).contains(Link.KERNEL);
    }

    @Test
    void unlistedGroupsAreUnknown() {
        Examined examined =
                Examined.of(
                        Inventories.healthyHost()
                                .iommuOffInKernel()
                                .iommu(Examined.unlisted())
                                .gap("/sys/kernel/iommu_groups", "not captured"));

        assertThat(examined.all(CHECK)).isEmpty();
        assertThat(examined.state(Link.KERNEL)).isEqualTo(LinkState.UNKNOWN);
        assertThat(examined.unknowns(CHECK).getFirst().reason()).isEqualTo("not captured");
    }

    @Test
    void anUnreadTableLeavesItOpenWhoIsToBlame() {
        Examined examined =
                Examined.of(off("ro").acpiTables().gap("/sys/firmware/acpi/tables", "EACCES"));

        assertThat(examined.state(Link.KERNEL)).isEqualTo(LinkState.UNKNOWN);
    }
}
