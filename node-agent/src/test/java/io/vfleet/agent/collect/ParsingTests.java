package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.vfleet.agent.sight.LoadedModules;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.PciAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParsingTests {

    @Test
    void modulesComeSortedWithTheirTaints() {
        assertThat(
                        LoadedModules.taints(
                                """
                                mlx5_ib 450560 0 - Live 0xffffffffc0c5b000 (OE)
                                ib_uverbs 163840 1 mlx5_ib, Live 0xffffffffc0aa4000
                                ice 917504 0 - Loading 0x0000000000000000 (O+)

                                ../evil 1 0 - Live 0x0
                                """))
                .containsExactly(entry("ib_uverbs", ""), entry("ice", "O"), entry("mlx5_ib", "OE"));
    }

    @Test
    void hypervisorIsAWholeWordOfTheFlags() {
        assertThat(HostFacts.hypervisor("flags\t\t: fpu vme hypervisor lahf_lm\n")).contains(true);
        assertThat(HostFacts.hypervisor("flags\t\t: fpu nohypervisor\n")).contains(false);
        assertThat(HostFacts.hypervisor("CPU implementer\t: 0x41\n")).isEmpty();
    }

    @Test
    void cpuVendorOfX86AndArm() {
        assertThat(HostFacts.cpuVendor("processor\t: 0\nvendor_id\t: AuthenticAMD\n"))
                .contains("AuthenticAMD");
        assertThat(HostFacts.cpuVendor("processor\t: 0\nCPU implementer\t: 0x41\n"))
                .contains("ARM");
    }

    @Test
    void interruptsAreRemappedWhereTheirChipsSaySo() {
        String plain = "           CPU0\n  0:   3   IO-APIC   2-edge      timer\n";

        assertThat(IommuFacts.remapped(plain)).contains(false);
        assertThat(IommuFacts.remapped(plain.replace("IO-APIC", "IR-IO-APIC"))).contains(true);
        assertThat(IommuFacts.remapped("  24:  0  PCI-MSIX-0000:00:05.0  0-edge  eth0\n"))
                .contains(false);
        assertThat(IommuFacts.remapped(" 11:  42  GICv3  30 Level  arch_timer\n")).isEmpty();
    }

    @Test
    void lockdownIsTheChosenWord() {
        assertThat(HostFacts.chosen("none [integrity] confidentiality")).contains("integrity");
        assertThat(HostFacts.chosen("none")).isEmpty();
    }

    @Test
    void bootTimeOfProcStat() {
        assertThat(HostFacts.bootTime("cpu 1 2\nbtime 1700000000\nprocesses 5\n"))
                .contains(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void bridgesComeNearestFirst() {
        assertThat(
                        Upstream.bridges(
                                "../../../devices/pci0000:00/0000:00:02.0/0000:01:00.0/0000:02:08.0/0000:03:00.0",
                                PciAddress.parse("0000:03:00.0")))
                .extracting(PciAddress::toString)
                .containsExactly("0000:02:08.0", "0000:01:00.0", "0000:00:02.0");
    }

    @Test
    void theVmdEndpointAboveAnotherDomainIsNoBridge() {
        assertThat(
                        Upstream.bridges(
                                "../../../devices/pci0000:c9/0000:c9:00.5/pci10000:c0/10000:c0:02.0/10000:c1:00.0",
                                PciAddress.parse("10000:c1:00.0")))
                .extracting(PciAddress::toString)
                .containsExactly("10000:c0:02.0");
    }

    @Test
    void rdmaDeviceBelongsToTheNearestFunction() {
        assertThat(
                        RdmaDevices.functionIn(
                                "../../devices/pci0000:80/0000:80:02.2/0000:82:00.0/ice.roce.0/infiniband/rocep"))
                .contains(PciAddress.parse("0000:82:00.0"));
        assertThat(RdmaDevices.functionIn("../../devices/virtual/infiniband/rxe0")).isEmpty();
    }

    @Test
    void portStatesLoseTheirNumber() {
        assertThat(RdmaDevices.word("4: ACTIVE")).isEqualTo("ACTIVE");
        assertThat(RdmaDevices.word("ACTIVE")).isEqualTo("ACTIVE");
    }

    @Test
    void labelsAreScalars() {
        assertThat(
                        Labels.parse(
                                """
                                server: https://fleet.example
                                labels:
                                  site: fra1
                                  slot: 7
                                  gpu: true
                                """))
                .isEqualTo(Map.of("site", "fra1", "slot", "7", "gpu", "true"));
        assertThat(Labels.parse("")).isEmpty();
    }

    @Test
    void malformedLabelFilesSayWhy() {
        assertThatThrownBy(() -> Labels.parse("labels: [a, b]")).hasMessageContaining("no map");
        assertThatThrownBy(() -> Labels.parse("labels: {a: {b: c}}"))
                .hasMessageContaining("short text");
        assertThatThrownBy(() -> Labels.parse("labels: {a: b")).hasMessageContaining("parsing");
        assertThatThrownBy(() -> Labels.parse("!!java.io.File [/etc/passwd]"))
                .hasMessageContaining("tag");
        assertThatThrownBy(() -> Labels.parse("labels: {a: &a [[*a]]}"))
                .hasMessageContaining("aliases");
    }

    @Test
    void gapOfAFolderStandsForWhatIsBelow() {
        Gaps gaps = new Gaps();
        gaps.add("/sys/a/b", "denied");
        gaps.add("/sys/a", "not captured");
        gaps.add("/sys/a-b", "denied");

        assertThat(gaps.list())
                .containsExactly(new Gap("/sys/a", "not captured"), new Gap("/sys/a-b", "denied"));
    }

    @Test
    void tooManyGapsWiden() {
        Gaps gaps = new Gaps();
        for (int vf = 0; vf < 1000; vf++) {
            gaps.add("/sys/bus/pci/devices/" + vf + "/driver", "denied");
        }
        gaps.add("/proc/modules", "denied");

        assertThat(gaps.list())
                .containsExactly(
                        new Gap("/proc/modules", "denied"),
                        new Gap("/sys/bus/pci/devices", "denied"));
    }
}
