package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

        ReportedFields.agree(inventory, root);
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
}
