package io.vfleet.agent.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.PciAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KernelLinesTests {

    private static final PciAddress PF = PciAddress.parse("0000:81:00.0");

    private final KernelLines lines = new KernelLines();

    @Test
    void whatADriverSaysOfItsVfsIsKept() {
        lines.take(
                "6,1,2090926758,-;mlx5_core 0000:81:00.0: E-Switch: Enable: mode(LEGACY), nvfs(1)");
        lines.take("3,2,2090926900,-;mlx5_core 0000:81:00.0: not enough MMIO resources for SR-IOV");
        lines.take(
                "6,3,2090926901,-;ice 0000:5e:00.0: Enabling 1 VFs with 17 vectors and 16 queues");
        lines.take("6,4,2090926902,-;mlx5_core 0000:81:00.0: firmware version: 22.43.2026");

        assertThat(lines.lines())
                .extracting(KernelLine::text)
                .containsExactly(
                        "mlx5_core 0000:81:00.0: E-Switch: Enable: mode(LEGACY), nvfs(1)",
                        "mlx5_core 0000:81:00.0: not enough MMIO resources for SR-IOV",
                        "ice 0000:5e:00.0: Enabling 1 VFs with 17 vectors and 16 queues");
        assertThat(lines.lines().get(1))
                .isEqualTo(
                        new KernelLine(
                                Optional.of(PF),
                                3,
                                "mlx5_core 0000:81:00.0: not enough MMIO resources for SR-IOV",
                                Duration.ofMillis(2_090_926),
                                1));
    }

    @Test
    void faultsOfTheIommuNameTheirFunction() {
        lines.take(
                "3,1,5,-;DMAR: [DMA Read NO_PASID] Request device [81:00.0] fault addr 0xfee00000");
        lines.take(
                "1,2,6,-;AMD-Vi: Event logged [IO_PAGE_FAULT device=0000:81:00.0 domain=0x0001]");

        assertThat(lines.lines()).extracting(KernelLine::about).containsOnly(Optional.of(PF));
    }

    @Test
    void whatConcernsTheMachineIsKeptWithoutAFunction() {
        lines.take("6,1,3328212,-;iommu: Default domain type: Translated");
        lines.take("6,2,1000,-;Command line: root=/dev/sda2 secret=hunter2");
        lines.take("5,3,1000,-;random: crng init done");
        lines.take("4,4,9000,-;usb 1-1: device descriptor read/64, error -71");

        assertThat(lines.lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.about()).isEmpty();
                    assertThat(line.text()).isEqualTo("iommu: Default domain type: Translated");
                });
    }

    @Test
    void whatProgramsWriteIntoTheLogIsNotTheKernels() {
        lines.take("30,1,5,-;systemd[1]: 0000:81:00.0: SR-IOV is great");
        lines.take("12,2,5,-;0000:81:00.0: a warning by somebody, about VFs");

        assertThat(lines.lines()).isEmpty();
    }

    @Test
    void linesThatReadAlikeAreCounted() {
        for (int i = 0; i < 1000; i++) {
            lines.take(
                    "4,%d,%d000,-;ixgbe 0000:81:00.0: %d Spoofed packets detected"
                            .formatted(i, i, i));
        }

        assertThat(lines.lines())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.count()).isEqualTo(1000);
                    assertThat(line.text()).contains("999 Spoofed");
                    assertThat(line.at()).isEqualTo(Duration.ofMillis(999));
                });
    }

    @Test
    void aTalkativeFunctionPushesOutItsOwnLinesOnly() {
        lines.take("3,0,0,-;mlx5_core 0000:82:00.0: pci_enable_sriov failed : -12");
        for (char word = 'g'; word <= 'z'; word++) {
            String text = "mlx5_core 0000:81:00.0: trouble " + String.valueOf(word).repeat(400);
            lines.take("3,0,0,-;" + text);
        }

        assertThat(lines.lines())
                .hasSize(1 + KernelLines.MOST_OF_A_FUNCTION)
                .allSatisfy(line -> assertThat(line.text().length()).isLessThanOrEqualTo(300));
        assertThat(lines.lines().getFirst().text()).contains("0000:82:00.0");
        assertThat(lines.lines().getLast().text()).contains("zzz");
    }

    @Test
    void aRecordIsReadBackAsItWas() {
        KernelLine line =
                new KernelLine(
                        Optional.of(PF),
                        4,
                        "igb 0000:81:00.0: VF 3 reset",
                        Duration.ofMillis(7),
                        12);

        lines.take(KernelLines.record(line));

        assertThat(lines.lines()).containsExactly(line);
    }

    @Test
    void ofTheLabsLogWhatConcernsVfsRemains() throws IOException {
        Pattern line = Pattern.compile("\\[ *(\\d+)\\.(\\d+)] (.*)");
        for (String logged :
                Files.readAllLines(CapturedTrees.HEALTHY.root().resolve("dmesg.txt"))) {
            Matcher parts = line.matcher(logged);
            if (parts.matches()) {
                lines.take(
                        "6,1,%s%s,-;%s".formatted(parts.group(1), parts.group(2), parts.group(3)));
            }
        }

        assertThat(lines.lines())
                .extracting(KernelLine::text)
                .contains(
                        "iommu: Default domain type: Passthrough (set via kernel command line)",
                        "DMAR-IR: Enabled IRQ remapping in xapic mode",
                        "igb 0000:01:00.0: 4 VFs allocated",
                        "pci 0000:02:00.0: VF BAR 3 [mem 0xfe620000-0xfe63ffff 64bit pref]: assigned")
                .noneMatch(text -> text.contains("ommand line:") || text.contains("iommu group"))
                .hasSizeLessThan(40);
        assertThat(lines.lines())
                .extracting(kept -> kept.about().map(PciAddress::toString).orElse(""))
                .contains("", "0000:01:00.0", "0000:02:00.0", "0000:01:10.6")
                .allMatch(name -> name.matches("|0000:0[12]:(00\\.0|10\\.[0246])"));
    }

    @Test
    void damagedRecordsDoNoHarm() {
        String record =
                "3,2,2090926900,-;mlx5_core 0000:81:00.0: not enough MMIO for 16 VFs\n DEVICE=+pci";
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder damaged = new StringBuilder(record);
            damaged.setLength(random.nextInt(record.length() + 1));
            for (int hits = random.nextInt(6); hits > 0 && !damaged.isEmpty(); hits--) {
                damaged.setCharAt(random.nextInt(damaged.length()), (char) random.nextInt(256));
            }
            lines.take(damaged.toString());
        }

        assertThat(lines.lines()).allSatisfy(line -> assertThat(line.level()).isBetween(0, 7));
    }

    @Test
    void thisMachinesLogIsReadOnFromWhereItWas() {
        Host host = new DirectoryHost(Path.of("/"));

        Reading<?> first = host.kernelLines();

        // who may not read it is told why
        assertThat(first).isNotInstanceOf(Reading.Absent.class);
        assertThat(host.kernelLines().getClass()).isEqualTo(first.getClass());
    }
}
