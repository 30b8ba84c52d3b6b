package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedHostTests {

    private static final int TRAINING = 0;
    private static final int INFERENCE = 8;
    private static final int GENERAL = 16;

    @Test
    void linksAreWrittenAsTheKernelWritesThem() {
        SimulatedHost host = host(GENERAL, Circumstance.ORDINARY);
        PhysicalFunction pf = usedPf(collect(host));
        String device = pf.path("");
        String real = pf.address().toString();

        assertThat(link(host, pf.address().sysfsPath()))
                .isEqualTo("../../../devices/pci0000:16/0000:16:01.0/" + real);
        assertThat(link(host, device + "driver")).isEqualTo("../../../../bus/pci/drivers/ixgbe");
        assertThat(link(host, device + "iommu_group"))
                .matches("\\.\\./\\.\\./\\.\\./\\.\\./kernel/iommu_groups/\\d+");
        assertThat(link(host, device + "virtfn0")).isEqualTo("../0000:17:10.0");
        assertThat(link(host, "/sys/bus/pci/devices/0000:17:10.0/physfn")).isEqualTo("../" + real);
        assertThat(link(host, "/sys/class/net/enp23s0f0/device")).isEqualTo("../../../" + real);
        assertThat(link(host, "/sys/class/net/enp23s0f0"))
                .isEqualTo("../../devices/pci0000:16/0000:16:01.0/" + real + "/net/enp23s0f0");
    }

    @Test
    void everyLinkLeadsSomewhereAndEveryListedNameIsThere() {
        for (int number : List.of(TRAINING, INFERENCE, GENERAL)) {
            SimulatedHost host = host(number, Circumstance.ORDINARY);
            Deque<String> folders = new ArrayDeque<>(List.of("/sys", "/proc", "/etc"));
            while (!folders.isEmpty()) {
                String folder = folders.pop();
                for (String name : list(host, folder)) {
                    visit(host, folder + "/" + name, folders);
                }
            }
        }
    }

    private static void visit(Host host, String path, Deque<String> folders) {
        switch (host.link(path)) {
            case Reading.Value<String>(String target) ->
                    assertThat(host.list(path))
                            .as("%s -> %s", path, target)
                            .isInstanceOf(Reading.Value.class);
            case Reading.Failed<String>(String reason) -> {
                assertThat(reason).as(path).isEqualTo("Invalid argument");
                if (host.list(path) instanceof Reading.Value<List<String>>) {
                    folders.push(path);
                }
            }
            case Reading.Absent<String> _ -> throw new AssertionError(path + " is listed only");
        }
    }

    @Test
    void aFileIsTheSameByEveryWay() {
        SimulatedHost host = host(INFERENCE, Circumstance.ORDINARY);
        PhysicalFunction pf = usedPf(collect(host));
        String netdev = pf.netdevs().getFirst().name();
        String straight = "/sys/devices/pci0000:16/0000:16:01.0/" + pf.address();

        for (String file : List.of("vendor", "sriov_numvfs", "net/" + netdev + "/address")) {
            assertThat(host.text(pf.path(file)))
                    .isEqualTo(host.text(straight + "/" + file))
                    .isEqualTo(host.text("/sys/class/net/" + netdev + "/device/" + file))
                    .isEqualTo(host.text("/sys/bus/pci/drivers/ice/" + pf.address() + "/" + file));
        }
    }

    @Test
    void vfsLieWhereOffsetAndStrideSay() {
        Stream.of(TRAINING, INFERENCE, GENERAL)
                .flatMap(
                        it -> collect(host(it, Circumstance.ORDINARY)).physicalFunctions().stream())
                .forEach(pf ->
                        pf.virtualFunctions()
                                .forEach(vf -> {
                                    PhysicalFunction.Sriov sriov = pf.sriov().orElseThrow();
                                    int expected =
                                            routingId(pf.address())
                                                    + sriov.offset().orElseThrow()
                                                    + sriov.stride().orElseThrow()
                                                            * vf.index().orElseThrow();
                                    assertThat(routingId(vf.address())).isEqualTo(expected);
                                }));
    }

    @Test
    void vfsStandAtTheirPfsFirstOffset() {
        PhysicalFunction second =
                collect(host(INFERENCE, Circumstance.ORDINARY)).physicalFunctions().stream()
                        .filter(pf -> pf.driver().equals(java.util.Optional.of("ice")))
                        .toList()
                        .getLast();
        assertThat(second.address().bus()).isEqualTo(0x17);
        assertThat(second.virtualFunctions().getFirst().address())
                .isEqualTo(PciAddress.parse("0000:17:11.0"));
    }

    @Test
    void configurationSpaceIsWhatTheAgentCanRead() {
        NodeInventory inventory = collect(host(TRAINING, Circumstance.ORDINARY));
        PhysicalFunction pf = usedPf(inventory);

        assertThat(pf.upstream())
                .extracting(port -> port.portType().orElseThrow())
                .containsExactly("downstream-port", "upstream-port", "root-port");
        assertThat(pf.upstream())
                .extracting(UpstreamPort::acs)
                .satisfiesExactly(
                        acs -> assertThat(acs.orElseThrow().control()).isEqualTo(0x1d),
                        acs -> assertThat(acs).isEmpty(),
                        acs -> assertThat(acs.orElseThrow().capability()).isEqualTo(0x1f));
    }

    @Test
    void everyVfIsAloneInItsGroup() {
        NodeInventory inventory = collect(host(TRAINING, Circumstance.ORDINARY));
        assertThat(inventory.virtualFunctions())
                .hasSize(64)
                .allSatisfy(vf ->
                        assertThat(members(inventory, vf.iommuGroup()))
                                .containsExactly(vf.address()));
    }

    @Test
    void belowAPortWithoutAcsEverythingIsInThePortsGroup() {
        NodeInventory inventory = collect(host(GENERAL, Circumstance.PORT_WITHOUT_ACS));
        PhysicalFunction pf = usedPf(inventory);
        VirtualFunction vf = pf.virtualFunctions().getFirst();

        assertThat(pf.upstream().getLast().acs()).isEmpty();
        assertThat(members(inventory, vf.iommuGroup()))
                .hasSize(1 + 2 + 32)
                .contains(pf.address(), vf.address(), pf.upstream().getLast().address());
    }

    @Test
    void withoutAnIommuVfsAreMadeAllTheSame() {
        NodeInventory inventory = collect(host(GENERAL, Circumstance.FIRMWARE_KEEPS_IOMMU));
        assertThat(inventory.iommu().acpiTables()).isEmpty();
        assertThat(inventory.iommu().units()).isEmpty();
        assertThat(inventory.iommu().groupCount()).hasValue(0);
        assertThat(usedPf(inventory).virtualFunctions())
                .hasSize(16)
                .allSatisfy(vf -> assertThat(vf.iommuGroup()).isEmpty());
    }

    @Test
    void vfsComeAndGoWithEverythingTheyBring() {
        SimulatedHost host = host(TRAINING, Circumstance.ORDINARY);
        NodeInventory before = collect(host);
        long changes = host.changes();
        var port = host.kernel().cardPorts().getLast();

        synchronized (host.kernel()) {
            host.kernel().disableVfs(port);
        }
        NodeInventory without = collect(host);
        assertThat(host.changes()).isGreaterThan(changes);
        assertThat(without.virtualFunctions()).hasSize(56);
        assertThat(list(host, "/sys/class/infiniband")).hasSize(8 + 56);
        assertThat(without.iommu().groupCount().orElseThrow())
                .isEqualTo(before.iommu().groupCount().orElseThrow() - 8);

        synchronized (host.kernel()) {
            host.kernel().enableVfs(port, 8);
        }
        assertThat(collect(host).virtualFunctions().map(VirtualFunction::address))
                .containsExactlyElementsOf(
                        before.virtualFunctions().map(VirtualFunction::address).toList());
    }

    @Test
    void hugepagesAreWhatTheMemoryGave() {
        NodeInventory asked = collect(host(INFERENCE, Circumstance.ORDINARY));
        NodeInventory given = collect(host(INFERENCE, Circumstance.LITTLE_SPARE_MEMORY));
        assertThat(gigapages(asked)).isEqualTo(32);
        assertThat(gigapages(given)).isBetween(16L, 24L);
    }

    @Test
    void anOrdinaryHostHasNoGaps() {
        assertThat(collect(host(TRAINING, Circumstance.ORDINARY)).gaps()).isEmpty();
        assertThat(collect(host(GENERAL, Circumstance.ORDINARY)).gaps()).isEmpty();
        assertThat(collect(host(GENERAL, Circumstance.CONFINED_AGENT)).gaps())
                .extracting(Gap::reason)
                .containsOnly("Permission denied");
    }

    @Test
    void labelsAreInTheHostsOwnFile() {
        assertThat(collect(host(TRAINING, Circumstance.ORDINARY)).labels())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "site", "fra1",
                                "rack", "r01",
                                "slot", "u01",
                                "cluster", "fra1-training",
                                "profile", "training"));
    }

    private static SimulatedHost host(int number, Circumstance circumstance) {
        Blueprint blueprint = SimulatedFleet.blueprints(number + 1, 1).get(number).in(circumstance);
        return HostAssembly.build(blueprint, 1);
    }

    private static NodeInventory collect(Host host) {
        return new InventoryCollector(host, Clock.systemUTC(), "test").collect(Journal.EMPTY);
    }

    private static PhysicalFunction usedPf(NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .filter(pf -> !pf.virtualFunctions().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static List<PciAddress> members(NodeInventory inventory, OptionalInt group) {
        return inventory.iommu().group(group.orElseThrow()).orElseThrow().members().stream()
                .map(IommuGroup.Member::address)
                .toList();
    }

    private static long gigapages(NodeInventory inventory) {
        return inventory.hugepages().stream()
                .filter(pool -> pool.numaNode().isEmpty() && pool.sizeKiB() == 1024 * 1024)
                .findFirst()
                .orElseThrow()
                .total();
    }

    private static int routingId(PciAddress address) {
        return address.bus() << 8 | address.device() << 3 | address.function();
    }

    private static String link(Host host, String path) {
        return value(host.link(path), path);
    }

    private static List<String> list(Host host, String path) {
        return value(host.list(path), path);
    }

    private static <T> T value(Reading<T> reading, String path) {
        if (reading instanceof Reading.Value<T>(T value)) {
            return value;
        }
        throw new AssertionError(path + ": " + reading);
    }
}
