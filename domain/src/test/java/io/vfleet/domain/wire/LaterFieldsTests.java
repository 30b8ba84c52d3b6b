package io.vfleet.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.KernelLine;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What joined schema version 1 later: fields that may be absent, each in `report-v1-later.json`.
class LaterFieldsTests {

    /// What moves by itself: counters of errors, when something was asked, how often the kernel
    /// said the same.
    private static final String UNSEEN =
            ".*\\.errors\\..*|.*\\.readAt|.*\\.(atMillis|count)|collectedAt|schemaVersion|epoch|sequence";

    @Test
    void theDocumentIsReadAndWrittenAsItIs() throws Exception {
        Report report = InventoryJson.readReport(Documents.stream(Documents.later()));

        assertThat(Documents.pretty(report)).isEqualTo(Documents.later());
    }

    @Test
    void everyFieldIsReadWhereItBelongs() throws Exception {
        NodeInventory host = InventoryJson.readInventory(Documents.stream(Documents.later()));
        PhysicalFunction pf = host.physicalFunctions().getFirst();

        assertThat(pf.pcie().link())
                .isEqualTo(
                        new Pcie.Link(
                                OptionalInt.of(8000),
                                OptionalInt.of(8),
                                OptionalInt.of(16_000),
                                OptionalInt.of(16)));
        assertThat(pf.pcie().errors())
                .contains(
                        new BusErrors(OptionalLong.of(3), OptionalLong.of(1), OptionalLong.of(0)));
        assertThat(pf.upstream().getFirst().windows())
                .containsExactly(new UpstreamPort.Window(32L << 20, true));
        assertThat(pf.upstream().getFirst().buses()).contains(new UpstreamPort.Buses(129, 130));
        assertThat(pf.upstream().getFirst().link().maxWidth()).hasValue(8);
        VirtualFunction vf = pf.virtualFunctions().getFirst();
        assertThat(vf.interrupts()).hasValue(12);
        assertThat(vf.gid()).contains("0000:0000:0000:0000:0000:ffff:0a38:0107");
        assertThat(vf.admin().flatMap(VfAdmin::vlanProtocol)).contains("802.1ad");
        assertThat(vf.admin().flatMap(VfAdmin::nodeGuid)).contains("2244:3300:3311:0033");
        assertThat(vf.admin().flatMap(VfAdmin::portGuid)).contains("1021:3312:0011:2210");
        RdmaDevice rdma = pf.rdmaDevices().getFirst();
        assertThat(rdma.systemGuid()).contains("b83f:d203:0010:002a");
        assertThat(rdma.ports().getFirst().lid()).hasValue(5);
        assertThat(rdma.ports().getFirst().smLid()).hasValue(10);
        assertThat(host.modules().getFirst().sourceVersion()).contains("F9F6E1B8B5B7A2C3D4E5F60");
        assertThat(host.host().kernel().nextBoot())
                .extracting(boot -> boot.kernel().orElse("any"))
                .containsExactly("5.14.0-503.el9.x86_64", "any");
        Card card = pf.card();
        assertThat(card.devlink().flatMap(devlink -> devlink.running("fw"))).contains("22.39.1002");
        assertThat(card.devlink().flatMap(devlink -> devlink.stored("fw"))).contains("22.43.2026");
        assertThat(card.firmware().orElseThrow().current("NUM_OF_VFS")).hasValue(8);
        assertThat(card.firmware().orElseThrow().next("NUM_OF_VFS")).hasValue(16);
        assertThat(card.firmware().orElseThrow().current("SRIOV_EN")).isEmpty();
        assertThat(card.firmware().orElseThrow().next("SRIOV_EN")).hasValue(1);
        assertThat(pf.netdevs().getFirst().port().altNames()).containsExactly("enp129s0f0np0");
        assertThat(host.iommu().offer())
                .contains(new Iommu.Offer(4, Optional.of(false), Optional.of(true)));
        assertThat(host.host().kernel().log().getFirst())
                .isEqualTo(
                        new KernelLine(
                                Optional.of(pf.address()),
                                3,
                                "mlx5_core 0000:81:00.0: not enough MMIO resources for SR-IOV",
                                Duration.ofMillis(41_034_231),
                                4));
        assertThat(host.host().kernel().crashes().getFirst().kind()).isEqualTo("panic");
        assertThat(host.owners())
                .contains(
                        new VfCountOwner(
                                "udev",
                                "/etc/udev/rules.d/80-vfs.rules",
                                Optional.of(PciAddress.parse("0000:81:00.0")),
                                OptionalInt.of(8)));
        assertThat(host.kubernetes())
                .isEqualTo(
                        new Kubernetes(
                                List.of("nvidia.com_vf.sock"),
                                List.of("nvidia.com/vf"),
                                List.of("00-multus.conf"),
                                List.of("sriov"),
                                List.of(
                                        new Kubernetes.Pool(
                                                "nvidia.com/vf",
                                                List.of(PciAddress.parse("0000:81:00.2"))))));
    }

    @Test
    void theDigestSeesAllButTheCountersOfErrors() throws Exception {
        String before = digest(Documents.later());
        for (Variations.Variation variation : Variations.of(Documents.later())) {
            assertThat(digest(variation.document()).equals(before))
                    .as("the digest stays the same when %s changes", variation.field())
                    .isEqualTo(variation.field().matches(UNSEEN));
        }
    }

    @Test
    void theKernelSayingTheSameAgainIsNoChange() throws Exception {
        String again = Documents.later().replace("41034231", "51034231");

        assertThat(digest(again)).isEqualTo(digest(Documents.later()));
        assertThat(KernelLine.shape("mlx5_core 0000:81:00.0: pci_enable_sriov failed : -12"))
                .isEqualTo(
                        KernelLine.shape("mlx5_core 0000:81:00.0: pci_enable_sriov failed : -5"));
    }

    private static String digest(String document) throws Exception {
        return InventoryJson.digest(InventoryJson.readInventory(Documents.stream(document)));
    }
}
