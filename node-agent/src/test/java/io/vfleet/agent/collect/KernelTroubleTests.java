package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.CrashRecord;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.wire.InventoryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel says of our devices, and what it left when it crashed.
class KernelTroubleTests {

    private static final PciAddress PF = PciAddress.parse("0000:01:00.0");
    private static final Instant CRASHED = Instant.parse("2026-03-01T11:53:20Z");
    private static final String HOST =
            """
            read-errors.txt =
            sys/bus/pci/devices/0000:00:02.0 -> ../../../devices/pci0000:00/0000:00:02.0
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.0
            sys/bus/pci/devices/0000:01:00.1 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.1
            sys/bus/pci/devices/0000:01:00.2 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.2
            BRIDGE/class = 0x060400
            PF/class = 0x020000
            PF/sriov_totalvfs = 8
            PF/sriov_numvfs = 2
            PF/driver -> ../../../../bus/pci/drivers/mlx5_core
            PF/virtfn0 -> ../0000:01:00.1
            PF/virtfn1 -> ../0000:01:00.2
            BRIDGE/0000:01:00.1/class = 0x020000
            BRIDGE/0000:01:00.1/physfn -> ../0000:01:00.0
            BRIDGE/0000:01:00.2/class = 0x020000
            BRIDGE/0000:01:00.2/physfn -> ../0000:01:00.0
            """;

    @TempDir Path folder;

    @Test
    void linesAboutVfsAreTheirPfsAndOtherDevicesAreLeftOut() {
        NodeInventory inventory =
                collect(
                        """
                        dev/kmsg = 4,1,5000000,-;iavf 0000:01:00.1: Hardware came out of reset\\n\
                        4,2,6000000,-;iavf 0000:01:00.2: Hardware came out of reset\\n\
                        3,3,7000000,-;pcieport 0000:00:02.0: AER: Corrected error received\\n\
                        3,4,7000000,-;nvme 0000:05:00.0: controller is down\\n\
                        6,5,1000000,-;iommu: Default domain type: Translated
                        """);

        List<KernelLine> log = inventory.host().kernel().log();

        assertThat(log)
                .extracting(line -> line.about().map(PciAddress::toString).orElse("machine"))
                .containsExactly("machine", "0000:00:02.0", "0000:01:00.0");
        assertThat(log.getLast().text()).isEqualTo("iavf 0000:01:00.2: Hardware came out of reset");
        assertThat(log.getLast().count()).isEqualTo(2);
    }

    @Test
    void aLineSeenAgainLeavesTheDigestAlone() {
        String once = "dev/kmsg = 4,1,5000000,-;mlx5_core 0000:01:00.0: 3 VFs spoof";
        NodeInventory before = collect(once);
        NodeInventory after =
                collect(once + "\\n4,1,9000000,-;mlx5_core 0000:01:00.0: 4 VFs spoof");

        assertThat(after.host().kernel()).isNotEqualTo(before.host().kernel());
        assertThat(InventoryJson.digest(after)).isEqualTo(InventoryJson.digest(before));
    }

    @Test
    void aLogThatMayNotBeReadIsAGap() {
        NodeInventory inventory =
                collectTree(
                        HOST.replace(
                                "read-errors.txt =",
                                "read-errors.txt = /dev/kmsg\t1\tOperation not permitted"));

        assertThat(inventory.host().kernel().log()).isEmpty();
        assertThat(inventory.gaps())
                .containsExactly(new Gap("/dev/kmsg", "Operation not permitted"));
    }

    @Test
    void thePartsOfAPanicAreOneRecord() throws IOException {
        write(
                """
                sys/fs/pstore/dmesg-efi_pstore-177236600001001 = \
                Panic#2 Part1\\n<4>[  99.3] Call Trace:\\n\
                <4>[  99.4]  mlx5_device_disable_sriov+0x5a/0x1a0 [mlx5_core]\\n\
                <0>[  99.5] Kernel panic - not syncing: Fatal exception
                sys/fs/pstore/dmesg-efi_pstore-177236600002001 = \
                Panic#2 Part2\\n<6>[  12.1] mlx5_core 0000:01:00.0: firmware version: 22.43.2026\\n\
                <1>[  99.1] BUG: kernel NULL pointer dereference, address: 0000000000000028\\n\
                <4>[  99.2] RIP: 0010:mlx5_core_disable_hca+0x1a/0x60 [mlx5_core]\\n\
                <4>[  99.2] Command line: secret=hunter2
                sys/fs/pstore/pmsg-ramoops-0 = what a program wrote
                """);
        touch("sys/fs/pstore/dmesg-efi_pstore-177236600001001");
        touch("sys/fs/pstore/dmesg-efi_pstore-177236600002001");

        assertThat(crashes())
                .singleElement()
                .satisfies(crash -> {
                    assertThat(crash.path())
                            .isEqualTo("/sys/fs/pstore/dmesg-efi_pstore-177236600001001");
                    assertThat(crash.kind()).isEqualTo("panic");
                    assertThat(crash.at()).contains(CRASHED);
                    assertThat(crash.lines())
                            .containsExactly(
                                    "BUG: kernel NULL pointer dereference, address: 0000000000000028",
                                    "RIP: 0010:mlx5_core_disable_hca+0x1a/0x60 [mlx5_core]",
                                    "mlx5_device_disable_sriov+0x5a/0x1a0 [mlx5_core]",
                                    "Kernel panic - not syncing: Fatal exception");
                });
    }

    @Test
    void whatSystemdMovedAndKdumpWroteIsFound() throws IOException {
        write(
                """
                var/lib/systemd/pstore/1772366000/001/dmesg.txt = \
                Oops#1 Part1\\n[ 9.1] Oops: 0000 [#1] SMP\\n[ 9.2] Workqueue: events vfio_pci_work
                var/lib/systemd/pstore/1772366000/001/dmesg-efi_pstore-177236600001001 = Oops#1 Part1
                var/crash/127.0.0.1-2026-03-01-11:53:20/vmcore-dmesg.txt = \
                [ 9.1] sysrq: Trigger a crash\\n[ 9.2] Kernel panic - not syncing: sysrq triggered
                var/crash/127.0.0.1-2026-03-01-11:53:20/vmcore = binary
                var/crash/202601011010/dump.202601011010 = binary
                var/crash/_usr_bin_python3.1000.crash = ProblemType: Crash
                """);
        touch("var/lib/systemd/pstore/1772366000/001/dmesg.txt");
        touch("var/crash/127.0.0.1-2026-03-01-11:53:20/vmcore-dmesg.txt");
        touch("var/crash/202601011010");

        assertThat(crashes())
                .containsExactly(
                        new CrashRecord(
                                "/var/crash/127.0.0.1-2026-03-01-11:53:20/vmcore-dmesg.txt",
                                "vmcore",
                                Optional.of(CRASHED),
                                OptionalLong.of(81),
                                List.of(
                                        "sysrq: Trigger a crash",
                                        "Kernel panic - not syncing: sysrq triggered")),
                        new CrashRecord(
                                "/var/crash/202601011010",
                                "vmcore",
                                Optional.of(CRASHED),
                                OptionalLong.empty(),
                                List.of()),
                        new CrashRecord(
                                "/var/lib/systemd/pstore/1772366000/001/dmesg.txt",
                                "oops",
                                Optional.of(CRASHED),
                                OptionalLong.of(79),
                                List.of("Oops: 0000 [#1] SMP", "Workqueue: events vfio_pci_work")));
    }

    @Test
    void ofManyCrashesTheNewestRemain() throws IOException {
        for (int i = 10; i < 40; i++) {
            write(
                    "sys/fs/pstore/dmesg-erst-"
                            + i
                            + " = Panic#1 Part1\\nKernel panic - not syncing");
            FileTime time = FileTime.from(CRASHED.plusSeconds(i));
            Files.setLastModifiedTime(folder.resolve("sys/fs/pstore/dmesg-erst-" + i), time);
        }

        assertThat(crashes()).hasSize(Crashes.MOST);
        assertThat(crashes().getFirst().path()).isEqualTo("/sys/fs/pstore/dmesg-erst-39");
    }

    private List<CrashRecord> crashes() {
        NodeInventory inventory = collect("");
        assertThat(inventory.physicalFunctions()).extracting(pf -> pf.address()).contains(PF);
        return inventory.host().kernel().crashes();
    }

    private void write(String lines) {
        HostTree.write(folder, lines);
    }

    private void touch(String path) throws IOException {
        Files.setLastModifiedTime(folder.resolve(path), FileTime.from(CRASHED));
    }

    private NodeInventory collect(String more) {
        return collectTree(HOST + more);
    }

    private NodeInventory collectTree(String lines) {
        if (Files.notExists(folder.resolve("sys/bus"))) {
            HostTree.write(folder, places(lines));
        } else {
            HostTree.write(folder, places(lines.substring(HOST.length())));
        }
        return new InventoryCollector(
                        new DirectoryHost(folder), InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }

    private static String places(String lines) {
        return lines.replace("BRIDGE/0", "sys/devices/pci0000:00/0000:00:02.0/0")
                .replace("PF/", "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.0/")
                .replace("BRIDGE/", "sys/devices/pci0000:00/0000:00:02.0/");
    }
}
