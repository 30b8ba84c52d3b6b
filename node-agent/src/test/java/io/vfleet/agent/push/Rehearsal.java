package io.vfleet.agent.push;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.tls.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// `Rehearsal http|https COMMAND…`: an agent, started by the command and options that are added to
/// it, does once over http or TLS what agents do all day, and is ended.
public final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BEATS = 3;

    private static final String HOST =
            """
            read-errors.txt =
            proc/cmdline = ro intel_iommu=on iommu=pt hugepagesz=1G hugepages=4
            proc/cpuinfo = vendor_id : GenuineIntel\\nflags : vmx
            proc/modules = mlx5_core 1 0 - Live 0x0000000000000000 (OE)
            proc/stat = btime 1767225600
            proc/sys/kernel/hostname = rehearsal
            proc/sys/kernel/osrelease = 6.8.0
            proc/sys/kernel/tainted = 12288
            proc/sys/kernel/random/boot_id = 3b1f0c52-8f3e-4d57-9a55-0d3b7f6c1e90
            proc/1/comm = init
            etc/machine-id = 4f2b8c1d9e7a4c3fb5d60718293a4b5c
            etc/vfleet/agent.yaml = labels: {site: here}
            etc/default/grub = GRUB_CMDLINE_LINUX="iommu=pt"
            etc/udev/rules.d/80-vfs.rules = ATTR{sriov_numvfs}="2"
            etc/cni/net.d/00-multus.conf = {}
            sys/class/iommu/dmar0/
            sys/kernel/iommu_groups/7/type = identity
            sys/kernel/iommu_groups/7/devices/0000:01:00.1/
            sys/kernel/iommu_groups/8/type = identity
            sys/kernel/iommu_groups/8/devices/0000:01:00.2/
            sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages = 4
            sys/kernel/mm/hugepages/hugepages-1048576kB/free_hugepages = 4
            sys/bus/pci/drivers/mlx5_core/
            sys/bus/pci/devices/0000:00:02.0 -> ../../../devices/pci0000:00/0000:00:02.0
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.0
            sys/bus/pci/devices/0000:01:00.1 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.1
            sys/bus/pci/devices/0000:01:00.2 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.2
            dev/kmsg = 4,1,5140900,-;mlx5_core 0000:01:00.0: firmware version: 20.1\\n3,2,5140999,-;mlx5_core 0000:01:00.0: not enough MMIO resources for SR-IOV
            proc/mounts = hugetlbfs /dev/hugepages hugetlbfs rw,pagesize=2M 0 0
            proc/net/route = Iface Destination Gateway\\nens1f0np0 00000000 0100000A 0003
            sys/class/infiniband/mlx5_0/node_guid = 0200:0000:0000:0001
            sys/class/infiniband/mlx5_0/ports/1/state = 4: ACTIVE
            sys/class/infiniband/mlx5_0/ports/1/gids/0 = fe80:0000:0000:0000:0000:0000:0000:0001
            BRIDGE/class = 0x060400
            BRIDGE/resource = 0x0000000000000000 0x0000000000000000 0x0000000000000000\\n0x0000000000000000 0x0000000000000000 0x0000000000000000
            PF/class = 0x020000
            PF/vendor = 0x15b3
            PF/device = 0x101d
            PF/numa_node = 0
            PF/driver -> ../../../../bus/pci/drivers/mlx5_core
            PF/sriov_totalvfs = 8
            PF/sriov_numvfs = 2
            PF/resource = 0x0000000092000000 0x0000000093ffffff 0x000000000014220c
            PF/infiniband/mlx5_0/
            PF/ari_enabled = 1
            PF/sriov_offset = 1
            PF/sriov_stride = 1
            PF/current_link_speed = 8.0 GT/s PCIe
            PF/aer_dev_fatal = TOTAL_ERR_FATAL 1
            PF/virtfn0 -> ../0000:01:00.1
            PF/virtfn1 -> ../0000:01:00.2
            PF/net/ens1f0np0/address = 02:00:00:00:00:01
            VF1/class = 0x020000
            VF1/physfn -> ../0000:01:00.0
            VF1/iommu_group -> ../../../../kernel/iommu_groups/7
            VF1/net/ens1f0v0/address = 02:00:00:00:01:01
            VF2/class = 0x020000
            VF2/physfn -> ../0000:01:00.0
            VF2/iommu_group -> ../../../../kernel/iommu_groups/8
            VF2/net/ens1f0v1/address = 02:00:00:00:01:02
            """
                    .replace("BRIDGE/", "sys/devices/pci0000:00/0000:00:02.0/")
                    .replace("PF/", "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.0/")
                    .replace("VF1/", "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.1/")
                    .replace("VF2/", "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.2/");

    private Rehearsal() {}

    public static void main(String[] command) throws Exception {
        Path folder = Files.createTempDirectory("vfleet-rehearsal");
        try {
            List<String> words = List.of(command);
            rehearse(words.getFirst(), words.subList(1, words.size()), folder);
        } finally {
            remove(folder);
        }
    }

    private static void rehearse(String scheme, List<String> command, Path folder)
            throws Exception {
        TestCertificates certificates = new TestCertificates(folder);
        boolean secure = scheme.equals("https");
        try (FakeServer server = secure ? tls(certificates) : new FakeServer()) {
            server.nextSeconds = 1;
            server.pollSeconds = 1;
            List<String> whole = new ArrayList<>(command);
            whole.addAll(List.of("--server", server.address().toString()));
            if (secure) {
                whole.addAll(List.of("--ca-sha256", certificates.ca().toString()));
            }
            whole.addAll(List.of("--enroll-token", FakeServer.TOKEN));
            whole.addAll(List.of("--state", folder.resolve("state").toString()));
            Path host = HostTree.write(folder.resolve("host"), HOST);
            whole.addAll(List.of("--root", host.toString()));
            Process agent = new ProcessBuilder(whole).inheritIO().start();
            try {
                await(agent, server);
            } finally {
                agent.destroy();
                agent.waitFor();
            }
        }
    }

    private static FakeServer tls(TestCertificates certificates) throws Exception {
        return new FakeServer(certificates.server("here", "-ext", "san=ip:127.0.0.1"));
    }

    private static void await(Process agent, FakeServer server) throws InterruptedException {
        long begin = System.nanoTime();
        while (server.beats.size() < BEATS || server.reports.isEmpty()) {
            if (!agent.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("the agent does not work");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void remove(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
