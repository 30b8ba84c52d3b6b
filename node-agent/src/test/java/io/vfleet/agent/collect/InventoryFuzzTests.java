package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.agent.MemoryHost;
import io.vfleet.domain.chain.Chain;
import io.vfleet.domain.chain.Expectations;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// A host of which one file holds anything: its path stands in the input's first line.
class InventoryFuzzTests {

    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final String HOST =
            """
            etc/default/grub = GRUB_CMDLINE_LINUX="intel_iommu=on"
            etc/machine-id = 0123456789abcdef0123456789abcdef
            etc/modprobe.d/old.conf = options igb max_vfs=2
            etc/netplan/50-sriov.yaml = virtual-function-count: 2
            etc/udev/rules.d/70-sriov.rules = ATTR{sriov_numvfs}="2"
            etc/vfleet/agent.yaml = labels: {site: fra}
            boot/loader/entries/one.conf = version 6.12\\noptions intel_iommu=on
            proc/cmdline = intel_iommu=on iommu=pt hugepages=4
            proc/cpuinfo = vendor_id : GenuineIntel\\nflags : vmx
            proc/mounts = nodev /dev/hugepages hugetlbfs rw,pagesize=2M 0 0
            proc/net/route = Iface Destination\\neth0 00000000 0100000A 0003 0 0 0 00000000
            proc/modules = igb 1 0 - Live 0x0 (O)
            proc/stat = btime 1772366400
            proc/sys/kernel/hostname = a1
            proc/sys/kernel/osrelease = 6.12.0
            proc/sys/kernel/random/boot_id = 0f8fad5b-d9cb-469f-a165-70867728950e
            proc/sys/kernel/tainted = 4096
            proc/7/comm = qemu
            proc/7/fd/3 -> /dev/vfio/12
            proc/7/fdinfo/3 = flags: 02
            sys/bus/pci/devices/0000:00:01.0/class = 0x060400
            sys/bus/pci/devices/0000:00:01.0/config = short
            sys/bus/pci/devices/0000:00:01.0/resource = 0x0 0x0 0x0
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:01.0/0000:01:00.0
            sys/bus/pci/devices/0000:01:00.0/aer_dev_fatal = TOTAL_ERR_FATAL 0
            sys/bus/pci/devices/0000:01:00.0/class = 0x020000
            sys/bus/pci/devices/0000:01:00.0/config = short
            sys/bus/pci/devices/0000:01:00.0/current_link_speed = 8.0 GT/s PCIe
            sys/bus/pci/devices/0000:01:00.0/current_link_width = 8
            sys/bus/pci/devices/0000:01:00.0/device = 0x10c9
            sys/bus/pci/devices/0000:01:00.0/driver -> ../../drivers/igb
            sys/bus/pci/devices/0000:01:00.0/iommu_group -> ../../../kernel/iommu_groups/11
            sys/bus/pci/devices/0000:01:00.0/net/eth0/address = 52:54:00:aa:00:01
            sys/bus/pci/devices/0000:01:00.0/net/eth0/addr_assign_type = 0
            sys/bus/pci/devices/0000:01:00.0/net/eth0/mtu = 1500
            sys/bus/pci/devices/0000:01:00.0/net/eth0/operstate = up
            sys/bus/pci/devices/0000:01:00.0/net/eth0/speed = 1000
            sys/bus/pci/devices/0000:01:00.0/numa_node = 0
            sys/bus/pci/devices/0000:01:00.0/resource = 0x0 0x0 0x0
            sys/bus/pci/devices/0000:01:00.0/sriov_drivers_autoprobe = 1
            sys/bus/pci/devices/0000:01:00.0/sriov_numvfs = 1
            sys/bus/pci/devices/0000:01:00.0/sriov_offset = 128
            sys/bus/pci/devices/0000:01:00.0/sriov_stride = 2
            sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 7
            sys/bus/pci/devices/0000:01:00.0/sriov_vf_device = 10ca
            sys/bus/pci/devices/0000:01:00.0/sriov_vf_total_msix = 0
            sys/bus/pci/devices/0000:01:00.0/vendor = 0x8086
            sys/bus/pci/devices/0000:01:00.0/virtfn0 -> ../0000:01:10.0
            sys/bus/pci/devices/0000:01:10.0 -> ../../../devices/pci0000:00/0000:00:01.0/0000:01:10.0
            sys/bus/pci/devices/0000:01:10.0/class = 0x020000
            sys/bus/pci/devices/0000:01:10.0/device = 0x10ca
            sys/bus/pci/devices/0000:01:10.0/driver -> ../../drivers/vfio-pci
            sys/bus/pci/devices/0000:01:10.0/driver_override = vfio-pci
            sys/bus/pci/devices/0000:01:10.0/iommu_group -> ../../../kernel/iommu_groups/12
            sys/bus/pci/devices/0000:01:10.0/numa_node = 0
            sys/bus/pci/devices/0000:01:10.0/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:10.0/vendor = 0x8086
            sys/class/dmi/id/sys_vendor = QEMU
            sys/class/infiniband/mlx5_0/device -> ../../../0000:01:00.0
            sys/class/infiniband/mlx5_0/node_guid = 0c42:a103:0065:5bda
            sys/class/infiniband/mlx5_0/ports/1/link_layer = Ethernet
            sys/class/infiniband/mlx5_0/ports/1/phys_state = 5: LinkUp
            sys/class/infiniband/mlx5_0/ports/1/state = 4: ACTIVE
            sys/class/iommu/dmar0/name = dmar0
            sys/devices/system/node/node0/hugepages/hugepages-2048kB/free_hugepages = 4
            sys/devices/system/node/node0/hugepages/hugepages-2048kB/nr_hugepages = 4
            sys/firmware/acpi/tables/DMAR = DMAR
            sys/fs/pstore/dmesg-erst-1 = Panic#1 Part1\\nBUG: sriov
            sys/fs/pstore/dmesg-erst-2 = Panic#1 Part2\\nBUG: sriov
            sys/kernel/iommu_groups/11/devices/0000:01:00.0 = x
            sys/kernel/iommu_groups/11/type = DMA
            sys/kernel/iommu_groups/12/devices/0000:01:10.0 = x
            sys/kernel/iommu_groups/12/type = DMA
            sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages = 4
            sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages = 4
            sys/kernel/security/lockdown = [none] integrity
            var/lib/cni/sriov/pci/0000:01:10.0 = /var/run/netns/a
            var/lib/kubelet/device-plugins/kubelet_internal_checkpoint = {"Data":{"PodDeviceEntries":[]}}
            """;
    private static final MemoryHost BASE = new MemoryHost(HOST);
    private static final List<String> PATHS = BASE.paths();

    @FuzzTest
    void isReportedReadBackAndJudged(byte[] input) throws IOException, MalformedDocument {
        int line = firstLine(input);
        String path = new String(input, 0, line, StandardCharsets.UTF_8);
        byte[] content = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        MemoryHost host = BASE.with(known(path), content);

        NodeInventory inventory = new InventoryCollector(host, CLOCK, "1.0").collect(Journal.EMPTY);

        ByteArrayOutputStream document = new ByteArrayOutputStream();
        InventoryJson.write(inventory, document, false);
        NodeInventory read =
                InventoryJson.readInventory(new ByteArrayInputStream(document.toByteArray()));
        assertThat(InventoryJson.digest(read)).isEqualTo(InventoryJson.digest(inventory));
        assertThat(Chain.standard().examine(read, Expectations.NONE).physicalFunctions())
                .hasSameSizeAs(inventory.physicalFunctions());
        assertThat(inventory.physicalFunctions().size() + inventory.otherNetworkFunctions().size())
                .isPositive();
    }

    // a path that nobody reads would only waste the run
    private static String known(String path) {
        return PATHS.contains(path)
                ? path
                : PATHS.get(Math.floorMod(path.hashCode(), PATHS.size()));
    }

    private static int firstLine(byte[] input) {
        for (int at = 0; at < input.length; at++) {
            if (input[at] == '\n') {
                return at;
            }
        }
        return input.length;
    }
}
