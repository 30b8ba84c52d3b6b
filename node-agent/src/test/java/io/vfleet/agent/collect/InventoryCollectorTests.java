package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DevlinkAnswer;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.LinkNames;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.Card.FirmwareSettings;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryCollectorTests {

    private static final String PF = "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.0";
    private static final String VF = "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.2";
    private static final String HOST =
            """
            read-errors.txt =
            proc/cmdline = intel_iommu=on
            sys/bus/pci/devices/0000:00:02.0 -> ../../../devices/pci0000:00/0000:00:02.0
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.0
            sys/bus/pci/devices/0000:01:00.2 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.2
            sys/devices/pci0000:00/0000:00:02.0/class = 0x060400
            PF/class = 0x020000
            PF/vendor = 0x15b3
            PF/device = 0x101d
            PF/numa_node = -1
            PF/driver -> ../../../../bus/pci/drivers/mlx5_core
            PF/sriov_totalvfs = 8
            PF/sriov_numvfs = 1
            PF/sriov_drivers_autoprobe = 1
            PF/virtfn0 -> ../0000:01:00.2
            PF/net/ens1f0np0/address = 02:00:00:00:00:01
            PF/net/ens1f0np0/mtu = 9000
            PF/net/ens1f0np0/phys_port_name = p0
            PF/net/ens1f0np0/speed = 100000
            PF/net/ens1f0npf0vf0/address = 02:00:00:00:00:99
            PF/net/ens1f0npf0vf0/phys_port_name = pf0vf0
            PF/net/ens1f0npf0vf0/speed = -1
            VF/class = 0x020000
            VF/vendor = 0x15b3
            VF/device = 0x101e
            VF/physfn -> ../0000:01:00.0
            VF/driver_override = (null)
            VF/numa_node = 1
            VF/iommu_group -> ../../../../kernel/iommu_groups/41
            sys/kernel/iommu_groups/41/type = DMA-FQ
            sys/kernel/iommu_groups/41/devices/0000:01:00.2 -> ../../../../devices/x
            """
                    .replace("PF", PF)
                    .replace("VF/", VF + "/");

    @TempDir Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void pfAndVfArePutTogether() {
        NodeInventory inventory = collect(host(HOST));

        PhysicalFunction pf = inventory.physicalFunctions().getFirst();
        VirtualFunction vf = pf.virtualFunctions().getFirst();
        assertThat(pf.driver()).contains("mlx5_core");
        assertThat(pf.numaNode()).isEmpty();
        assertThat(pf.netdevs())
                .extracting(Netdev::speedMbps)
                .containsExactly(OptionalInt.of(100_000), OptionalInt.empty());
        assertThat(vf.index()).hasValue(0);
        assertThat(vf.driver()).isEmpty();
        assertThat(vf.driverOverride()).isEmpty();
        assertThat(vf.numaNode()).hasValue(1);
        assertThat(vf.iommuGroup()).hasValue(41);
        assertThat(inventory.iommu().group(41).orElseThrow().type()).contains("DMA-FQ");
        assertThat(inventory.otherNetworkFunctions()).isEmpty();
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void vfWithoutItsPfIsAnOrphan() {
        NodeInventory inventory =
                collect(
                        host(
                                """
                                read-errors.txt =
                                sys/bus/pci/devices/0000:00:05.0/class = 0x020000
                                sys/bus/pci/devices/0000:00:05.0/vendor = 0x8086
                                sys/bus/pci/devices/0000:00:05.0/driver -> ../../../bus/pci/drivers/iavf
                                sys/bus/pci/devices/0000:00:06.0/class = 0x010802
                                sys/bus/pci/devices/0000:00:06.0/physfn -> ../0000:00:09.0
                                """));

        assertThat(inventory.orphanVirtualFunctions())
                .extracting(vf -> vf.address().toString())
                .containsExactly("0000:00:05.0", "0000:00:06.0");
        assertThat(inventory.physicalFunctions()).isEmpty();
    }

    @Test
    void malformedFilesAreGaps() {
        NodeInventory inventory =
                collect(
                        host(
                                HOST.replace("sriov_numvfs = 1", "sriov_numvfs = many")
                                        + "etc/vfleet/agent.yaml = labels: [1"));

        assertThat(inventory.gaps())
                .extracting(Gap::path)
                .containsExactly(
                        "/etc/vfleet/agent.yaml", "/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs");
        assertThat(inventory.physicalFunctions().getFirst().sriov().orElseThrow().numVfs())
                .isEmpty();
    }

    @Test
    void adminStateIsAskedOfTheUplinkAboutEveryTenMinutes() {
        AskedHost host = new AskedHost(host(HOST), new Reading.Value<>(admins()));
        InventoryCollector collector = new InventoryCollector(host, () -> now, "test");

        NodeInventory first = collector.collect(Journal.EMPTY);
        now = now.plus(Duration.ofMinutes(8));
        NodeInventory second = collector.collect(Journal.EMPTY);
        assertThat(host.asked).isEqualTo("ens1f0np0 ");
        now = now.plus(Duration.ofMinutes(2));
        NodeInventory third = collector.collect(Journal.EMPTY);

        assertThat(host.asked).isEqualTo("ens1f0np0 ens1f0np0 ");
        assertThat(first.virtualFunctions().findFirst().orElseThrow().admin()).isPresent();
        assertThat(second.physicalFunctions().getFirst().vfAdminReadAt())
                .isEqualTo(first.physicalFunctions().getFirst().vfAdminReadAt());
        assertThat(third.physicalFunctions().getFirst().vfAdminReadAt()).contains(now);
    }

    @Test
    void unansweredAdminStateIsAGap() {
        NodeInventory inventory =
                collect(new AskedHost(host(HOST), new Reading.Failed<>("Message too long")));

        assertThat(inventory.gaps())
                .containsExactly(new Gap("rtnetlink:0000:01:00.0/vfinfo", "Message too long"));
        assertThat(inventory.physicalFunctions().getFirst().vfAdminReadAt()).isEmpty();
    }

    @Test
    void theCardIsAskedOnceAndItsDriverNowAndThen() {
        TalkingHost host = new TalkingHost(host(HOST));
        InventoryCollector collector =
                new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test");

        NodeInventory first = collector.collect(Journal.EMPTY);
        collector.collect(Journal.EMPTY);

        assertThat(host.asked).containsExactly("link ens1f0np0", "devlink", "firmware");
        PhysicalFunction pf = first.physicalFunctions().getFirst();
        assertThat(pf.netdevs().getFirst().permanentMac()).contains("02:00:00:00:00:99");
        assertThat(pf.netdevs().getFirst().port().altNames()).containsExactly("enp1s0f0");
        assertThat(pf.card().devlink().flatMap(Card.Devlink::eswitchMode)).contains("legacy");
        assertThat(first.gaps())
                .containsExactly(
                        new Gap("devlink:0000:01:00.0/info", "Operation not permitted"),
                        new Gap("firmware:0000:01:00.0", "mstconfig is not installed"));

        collector.collectAnew(Journal.EMPTY);
        assertThat(host.asked.subList(3, host.asked.size()))
                .containsExactly("link ens1f0np0", "devlink");
        collector.collectWhole(Journal.EMPTY);
        assertThat(host.asked.subList(5, host.asked.size()))
                .containsExactly("link ens1f0np0", "devlink", "firmware");
    }

    @Test
    void nothingAHostShowsBreaksALook() {
        Host host = host(HOST);
        for (int seed = 0; seed < 500; seed++) {
            assertThat(collect(new FlakyHost(host, new Random(seed)))).isNotNull();
        }
    }

    private static SortedMap<Integer, VfAdmin> admins() {
        SortedMap<Integer, VfAdmin> admins = new TreeMap<>();
        admins.put(
                0,
                new VfAdmin(
                        Optional.of("02:00:00:00:00:02"),
                        OptionalInt.of(0),
                        OptionalInt.of(0),
                        Optional.of(true),
                        Optional.of(false),
                        Optional.of("auto"),
                        OptionalInt.of(0),
                        OptionalInt.of(0)));
        return admins;
    }

    private Host host(String lines) {
        return new DirectoryHost(HostTree.write(folder, lines));
    }

    private static NodeInventory collect(Host host) {
        return new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }

    /// Answers for the netdev's driver and notes who was asked.
    private static class AskedHost implements Host {
        private final Host host;
        private final Reading<SortedMap<Integer, VfAdmin>> answer;
        private String asked = "";

        AskedHost(Host host, Reading<SortedMap<Integer, VfAdmin>> answer) {
            this.host = host;
            this.answer = answer;
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            asked += netdev + " ";
            return answer;
        }

        @Override
        public Reading<String> text(String path) {
            return host.text(path);
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return host.bytes(path, limit);
        }

        @Override
        public Reading<List<String>> list(String path) {
            return host.list(path);
        }

        @Override
        public Reading<String> link(String path) {
            return host.link(path);
        }

        @Override
        public boolean whole() {
            return host.whole();
        }
    }

    /// Answers all that sysfs does not, and notes what was asked.
    private static final class TalkingHost extends AskedHost {
        private final List<String> asked = new ArrayList<>();

        TalkingHost(Host host) {
            super(host, new Reading.Absent<>());
        }

        @Override
        public Reading<LinkNames> linkNames(String netdev) {
            asked.add("link " + netdev);
            return new Reading.Value<>(
                    new LinkNames(Optional.of("02:00:00:00:00:99"), List.of("enp1s0f0")));
        }

        @Override
        public Reading<DevlinkAnswer> devlink(PciAddress pf) {
            asked.add("devlink");
            return new Reading.Value<>(
                    new DevlinkAnswer(
                            Optional.of("legacy"),
                            List.of(),
                            List.of(),
                            new TreeMap<>(Map.of("info", "Operation not permitted"))));
        }

        @Override
        public Reading<FirmwareSettings> firmware(PciAddress pf) {
            asked.add("firmware");
            return new Reading.Failed<>("mstconfig is not installed");
        }
    }

    /// Loses, refuses and garbles whatever is asked.
    private static class FlakyHost extends AskedHost {
        private final Random random;

        FlakyHost(Host host, Random random) {
            super(host, new Reading.Absent<>());
            this.random = random;
        }

        @Override
        public Reading<String> text(String path) {
            return flaky(super.text(path), new Reading.Value<>("\u0000[x: ]/99999999999"));
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            return flaky(super.bytes(path, limit), new Reading.Value<>(noise));
        }

        @Override
        public Reading<List<String>> list(String path) {
            return flaky(
                    super.list(path),
                    new Reading.Value<>(
                            List.of(
                                    "0000:01:00.0",
                                    "virtfn0",
                                    "virtfn77777",
                                    "hugepages-9kB",
                                    "node7",
                                    "net",
                                    "1")));
        }

        @Override
        public Reading<String> link(String path) {
            return flaky(super.link(path), new Reading.Value<>("../" + random.nextInt()));
        }

        private <T> Reading<T> flaky(Reading<T> honest, Reading<T> garbled) {
            return switch (random.nextInt(12)) {
                case 0 -> new Reading.Absent<>();
                case 1 -> new Reading.Failed<>("Input/output error");
                case 2 -> garbled;
                default -> honest;
            };
        }
    }
}
