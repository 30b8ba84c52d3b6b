package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.HugepagePool;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapturedTreeTests {

    private static final Optional<BusErrors> NO_ERRORS =
            Optional.of(new BusErrors(OptionalLong.of(0), OptionalLong.of(0), OptionalLong.of(0)));

    /// What `lspci -vvv` says of the lab's igb card.
    private static final Pcie IGB =
            new Pcie(
                    new Pcie.Link(
                            OptionalInt.of(2500),
                            OptionalInt.of(1),
                            OptionalInt.of(2500),
                            OptionalInt.of(1)),
                    Optional.of(true),
                    Optional.of(
                            new Pcie.Capability(
                                    8, 8, 4, true, true, true, 0, 0x80, 2, "10ca", 0x553, 1, true,
                                    true)),
                    List.of(
                            new Pcie.VfBar(0, 0x20000, true, true),
                            new Pcie.VfBar(3, 0x20000, true, true)),
                    NO_ERRORS);

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    @ParameterizedTest
    @EnumSource
    void agreesWithAWalkThatKnowsNothingOfTheCollector(CapturedTrees tree) throws IOException {
        Path root = tree.root();

        NodeInventory inventory = collect(root);

        IndependentWalk walk = new IndependentWalk(root);
        assertThat(pfs(inventory)).isEqualTo(walk.pfs());
        assertThat(vfs(inventory)).isEqualTo(walk.vfs());
        assertThat(vfGroups(inventory)).isEqualTo(walk.vfGroups());
        assertThat(hugepages(inventory)).isEqualTo(walk.hugepages());
        assertThat(functions(inventory)).isEqualTo(walk.functions());
        assertThat(netdevs(inventory)).isEqualTo(walk.netdevs(functions(inventory).keySet()));
        assertThat(inventory.modules())
                .extracting(KernelModule::name)
                .containsExactlyInAnyOrderElementsOf(walk.modules());
    }

    @ParameterizedTest
    @EnumSource
    void looksTwiceAndSeesTheSame(CapturedTrees tree) {
        Path root = tree.root();

        assertThat(collect(root)).isEqualTo(collect(root));
    }

    @ParameterizedTest
    @EnumSource
    void namesWhatAPartialTreeLacks(CapturedTrees tree) {
        Path root = tree.root();
        NodeInventory inventory = collect(root);
        boolean whole = Files.exists(root.resolve("read-errors.txt"));

        for (String path :
                List.of(
                        "/sys/bus/pci/devices",
                        "/sys/kernel/iommu_groups",
                        "/sys/firmware/acpi/tables",
                        "/sys/class/iommu",
                        "/sys/class/infiniband",
                        "/sys/kernel/mm/hugepages",
                        "/proc/modules",
                        "/proc/cmdline")) {
            boolean missing = !Files.exists(root.resolve(path.substring(1)));
            assertThat(inventory.gap(path).isPresent()).as(path).isEqualTo(missing && !whole);
        }
        assertThat(inventory.gaps())
                .hasSizeLessThanOrEqualTo(Gaps.LIMIT)
                .isSortedAccordingTo((one, other) -> one.path().compareTo(other.path()));
    }

    @Test
    void healthyLabHostIsWhole() {
        NodeInventory inventory = collect(CapturedTrees.HEALTHY.root());

        assertThat(inventory.gaps()).isEmpty();
        assertThat(inventory.iommu().acpiTables()).containsExactly("DMAR");
        assertThat(inventory.iommu().units()).containsExactly("dmar0");
        assertThat(inventory.iommu().groupCount()).hasValue(15);
        assertThat(inventory.iommu().interruptRemapping()).contains(true);
        assertThat(inventory.iommu().offer().map(Iommu.Offer::units)).contains(1);
        assertThat(inventory.host().kernel().taint()).hasValue(0);
        assertThat(inventory.host().hypervisor()).contains(true);
        assertThat(inventory.host().cpuVendor()).isPresent();
        assertThat(inventory.physicalFunctions())
                .hasSize(2)
                .allSatisfy(pf -> {
                    assertThat(pf.driver()).contains("igb");
                    assertThat(pf.sriov().map(Sriov::numVfs)).contains(OptionalInt.of(4));
                    assertThat(pf.upstream())
                            .singleElement()
                            .satisfies(port -> {
                                assertThat(port.portType()).contains("root-port");
                                assertThat(port.acs()).isPresent();
                            });
                    assertThat(pf.vfAdminReadAt()).isEmpty();
                    assertThat(pf.pcie()).isEqualTo(IGB);
                    assertThat(pf.card().subsystem()).contains("1af4:1100");
                    assertThat(pf.card().revision()).contains("01");
                    assertThat(pf.upstream().getFirst().windows())
                            .containsExactly(
                                    new UpstreamPort.Window(2 << 20, false),
                                    new UpstreamPort.Window(2 << 20, true));
                });
        assertThat(inventory.virtualFunctions())
                .hasSize(8)
                .allSatisfy(vf -> {
                    int group = vf.iommuGroup().orElseThrow();
                    assertThat(inventory.iommu().group(group).orElseThrow().members()).hasSize(1);
                    assertThat(inventory.iommu().group(group).orElseThrow().type())
                            .contains("identity");
                });
        assertThat(inventory.rdmaDevices())
                .singleElement()
                .satisfies(rxe -> assertThat(rxe.parentNetdev()).contains("eth2"));
    }

    @Test
    void rootPortWithoutAcsIsSeenAsSuch() {
        NodeInventory inventory = collect(CapturedTrees.ACS_OFF.root());

        assertThat(inventory.physicalFunctions().getFirst().upstream())
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.portType()).contains("root-port");
                    assertThat(port.acs()).isEmpty();
                    assertThat(inventory.gap(port.configPath())).isEmpty();
                });
    }

    @Test
    void vfOfAGpuIsAnOrphan() {
        NodeInventory inventory = collect(CapturedTrees.HARVESTER.root());

        assertThat(inventory.physicalFunctions()).isEmpty();
        assertThat(inventory.otherNetworkFunctions()).isEmpty();
        assertThat(inventory.orphanVirtualFunctions())
                .singleElement()
                .satisfies(vf -> {
                    assertThat(vf.address()).hasToString("0000:08:01.7");
                    assertThat(vf.classCode()).contains("030200");
                });
    }

    @Test
    void rdmaDevicesOfAConnectX3JoinItsFunction() {
        NodeInventory inventory = collect(CapturedTrees.CONNECTX3.root());

        NetworkFunction connectX =
                inventory.otherNetworkFunctions().stream()
                        .filter(function ->
                                function.driver().filter("mlx4_core"::equals).isPresent())
                        .findFirst()
                        .orElseThrow();
        assertThat(connectX.rdmaDevices()).extracting(RdmaDevice::name).containsExactly("mlx4_0");
        assertThat(connectX.rdmaDevices().getFirst().ports().getFirst().state()).contains("ACTIVE");
        assertThat(inventory.gap("/sys/bus/pci/devices/" + connectX.address() + "/sriov_totalvfs"))
                .map(Gap::reason)
                .contains(Look.NOT_CAPTURED);
    }

    @Test
    void thisMachineCanBeRead() {
        NodeInventory inventory = collect(Path.of("/"));

        assertThat(inventory.host().kernelRelease()).isPresent();
        assertThat(inventory.host().bootId()).isPresent();
    }

    private static NodeInventory collect(Path root) {
        return new InventoryCollector(new DirectoryHost(root), CLOCK, "test")
                .collect(Journal.EMPTY);
    }

    private static Map<String, String> pfs(NodeInventory inventory) {
        Map<String, String> pfs = new TreeMap<>();
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            pf.sriov()
                    .ifPresent(sriov ->
                            pfs.put(
                                    pf.address().toString(),
                                    sriov.numVfs().orElseThrow()
                                            + " of "
                                            + sriov.totalVfs().orElseThrow()));
        }
        return pfs;
    }

    private static Map<String, String> vfs(NodeInventory inventory) {
        Map<String, String> vfs = new TreeMap<>();
        for (PhysicalFunction pf : inventory.physicalFunctions()) {
            for (VirtualFunction vf : pf.virtualFunctions()) {
                vfs.put(
                        pf.address() + "/virtfn" + vf.index().orElseThrow(),
                        vf.address().toString());
            }
        }
        return vfs;
    }

    /// Network functions that are no VFs, with what they are.
    private static Map<String, String> functions(NodeInventory inventory) {
        Map<String, String> functions = new TreeMap<>();
        inventory.physicalFunctions().stream()
                .filter(PhysicalFunction::network)
                .forEach(pf ->
                        functions.put(
                                pf.address().toString(),
                                facts(pf.vendorId(), pf.deviceId(), pf.driver())));
        inventory.otherNetworkFunctions().stream()
                .filter(other -> other.classCode().orElse("").startsWith("02"))
                .forEach(other ->
                        functions.put(
                                other.address().toString(),
                                facts(other.vendorId(), other.deviceId(), other.driver())));
        return functions;
    }

    private static String facts(
            Optional<String> vendor, Optional<String> device, Optional<String> driver) {
        return "%s:%s %s".formatted(vendor.orElse("?"), device.orElse("?"), driver.orElse("?"));
    }

    private static Map<String, String> netdevs(NodeInventory inventory) {
        Map<String, String> netdevs = new TreeMap<>();
        Stream<Netdev> all =
                Stream.concat(
                        inventory.physicalFunctions().stream()
                                .filter(PhysicalFunction::network)
                                .flatMap(pf -> pf.netdevs().stream()),
                        inventory.otherNetworkFunctions().stream()
                                .filter(other -> other.classCode().orElse("").startsWith("02"))
                                .flatMap(other -> other.netdevs().stream()));
        all.forEach(netdev ->
                netdevs.put(
                        netdev.name(), netdev.mac().orElse("?") + " " + netdev.mtu().orElse(-1)));
        return netdevs;
    }

    private static Map<String, Integer> vfGroups(NodeInventory inventory) {
        Map<String, Integer> groups = new TreeMap<>();
        inventory
                .virtualFunctions()
                .filter(vf -> vf.iommuGroup().isPresent())
                .forEach(vf -> groups.put(vf.address().toString(), vf.iommuGroup().orElseThrow()));
        return groups;
    }

    private static Map<String, Long> hugepages(NodeInventory inventory) {
        Map<String, Long> pages = new TreeMap<>();
        for (HugepagePool pool : inventory.hugepages()) {
            String node = pool.numaNode().isPresent() ? "node" + pool.numaNode().getAsInt() : "all";
            pages.put(node + "/" + pool.sizeKiB(), pool.total());
        }
        return pages;
    }

    /// The same facts by other means: plain file names and `readlink`.
    private record IndependentWalk(Path root) {

        Map<String, String> pfs() throws IOException {
            Map<String, String> pfs = new TreeMap<>();
            for (Path total : found("sriov_totalvfs")) {
                Path pf = total.getParent();
                pfs.put(name(pf), read(pf.resolve("sriov_numvfs")) + " of " + read(total));
            }
            return pfs;
        }

        Map<String, String> vfs() throws IOException {
            Map<String, String> vfs = new TreeMap<>();
            for (Path device : devices()) {
                for (Path entry : children(device)) {
                    if (name(entry).startsWith("virtfn")) {
                        vfs.put(
                                name(device) + "/" + name(entry),
                                name(Files.readSymbolicLink(entry)));
                    }
                }
            }
            return vfs;
        }

        Map<String, Integer> vfGroups() throws IOException {
            Map<String, Integer> groups = new TreeMap<>();
            for (String vf : vfs().values()) {
                Path group = root.resolve("sys/bus/pci/devices").resolve(vf).resolve("iommu_group");
                if (Files.isSymbolicLink(group)) {
                    groups.put(vf, Integer.valueOf(name(Files.readSymbolicLink(group))));
                }
            }
            return groups;
        }

        Map<String, Long> hugepages() throws IOException {
            Map<String, Long> pages = new TreeMap<>();
            add(pages, "all", root.resolve("sys/kernel/mm/hugepages"));
            for (Path node : children(root.resolve("sys/devices/system/node"))) {
                add(pages, name(node), node.resolve("hugepages"));
            }
            return pages;
        }

        private void add(Map<String, Long> pages, String node, Path folder) throws IOException {
            for (Path pool : children(folder)) {
                String size = name(pool).replaceAll("\\D", "");
                pages.put(node + "/" + size, Long.valueOf(read(pool.resolve("nr_hugepages"))));
            }
        }

        Map<String, String> functions() throws IOException {
            Map<String, String> functions = new TreeMap<>();
            for (Path device : devices()) {
                boolean network = said(device.resolve("class")).startsWith("0x02");
                if (network && !Files.exists(device.resolve("physfn"))) {
                    functions.put(name(device), facts(device));
                }
            }
            return functions;
        }

        private static String facts(Path device) throws IOException {
            Path driver = device.resolve("driver");
            return "%s:%s %s"
                    .formatted(
                            said(device.resolve("vendor")).replace("0x", ""),
                            said(device.resolve("device")).replace("0x", ""),
                            Files.isSymbolicLink(driver)
                                    ? name(Files.readSymbolicLink(driver))
                                    : "?");
        }

        Map<String, String> netdevs(Set<String> functions) throws IOException {
            Map<String, String> netdevs = new TreeMap<>();
            for (String function : functions) {
                Path device = root.resolve("sys/bus/pci/devices").resolve(function);
                for (Path netdev : children(device.resolve("net"))) {
                    netdevs.put(
                            name(netdev),
                            said(netdev.resolve("address")) + " " + said(netdev.resolve("mtu")));
                }
            }
            return netdevs;
        }

        List<String> modules() throws IOException {
            Path modules = root.resolve("proc/modules");
            return Files.exists(modules)
                    ? Files.readAllLines(modules).stream().map(line -> line.split(" ")[0]).toList()
                    : List.of();
        }

        private static String said(Path file) throws IOException {
            return Files.exists(file) ? read(file) : "?";
        }

        private List<Path> found(String file) throws IOException {
            return devices().stream()
                    .map(device -> device.resolve(file))
                    .filter(Files::exists)
                    .toList();
        }

        private List<Path> devices() throws IOException {
            return children(root.resolve("sys/bus/pci/devices"));
        }

        private static List<Path> children(Path folder) throws IOException {
            if (!Files.isDirectory(folder)) {
                return List.of();
            }
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.toList();
            }
        }

        private static String name(Path path) {
            return path.getFileName().toString();
        }

        private static String read(Path file) throws IOException {
            return Files.readString(file).strip();
        }
    }
}
