package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.BusErrors;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Host.BootArguments;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.Kubernetes;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort.Window;
import io.vfleet.domain.inventory.VfCountOwner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies deeper than names and counts: links, memory, errors, next boot, owners.
class DeepFactsTests {

    private static final PciAddress PF = PciAddress.parse("0000:01:00.0");
    private static final String FOLDER = "/sys/bus/pci/devices/0000:01:00.0/";
    private static final String HOST =
            """
            read-errors.txt =
            sys/bus/pci/devices/0000:00:02.0 -> ../../../devices/pci0000:00/0000:00:02.0
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:00:02.0/0000:01:00.0
            BRIDGE/class = 0x060400
            PF/class = 0x020000
            PF/sriov_totalvfs = 8
            PF/sriov_numvfs = 0
            PF/net/ens1f0np0/address = 02:00:00:00:00:01
            """;
    private static final String EMPTY = "0x0000000000000000 0x0000000000000000 0x0000000000000000";

    @TempDir Path folder;

    @Test
    void aLinkBelowItsBestIsReported() {
        NodeInventory inventory =
                collect(
                        """
                        PF/current_link_speed = 8.0 GT/s PCIe
                        PF/current_link_width = 8
                        PF/max_link_speed = 16 GT/s
                        PF/max_link_width = 16
                        """);

        assertThat(pf(inventory).pcie().link())
                .isEqualTo(
                        new Pcie.Link(
                                OptionalInt.of(8000),
                                OptionalInt.of(8),
                                OptionalInt.of(16_000),
                                OptionalInt.of(16)));
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void whatTheKernelDoesNotKnowIsAGap() {
        NodeInventory inventory =
                collect(
                        """
                        PF/current_link_speed = Unknown
                        PF/current_link_width = 0
                        PF/max_link_width = 255
                        PF/sriov_vf_total_msix = 4294967296
                        PF/aer_dev_fatal = nothing
                        PF/resource = 0x1 0x2
                        """);

        assertThat(pf(inventory).pcie()).isEqualTo(Pcie.NONE);
        assertThat(pf(inventory).sriov().orElseThrow().vfTotalMsix()).isEmpty();
        assertThat(inventory.gaps())
                .containsExactly(
                        new Gap(FOLDER + "aer_dev_fatal", "it has no total"),
                        new Gap(
                                FOLDER + "current_link_speed",
                                "not known to the kernel: 'Unknown'"),
                        new Gap(FOLDER + "current_link_width", "not known to the kernel: '0'"),
                        new Gap(FOLDER + "max_link_width", "not known to the kernel: '255'"),
                        new Gap(FOLDER + "resource", "a line is no range of addresses"),
                        new Gap(FOLDER + "sriov_vf_total_msix", "no number: '4294967296'"));
    }

    @Test
    void aPoolOfInterruptsThatADriverCountedBelowZeroIsBelowZero() {
        NodeInventory inventory = collect("PF/sriov_vf_total_msix = 4294967200\n");

        assertThat(pf(inventory).sriov().orElseThrow().vfTotalMsix()).hasValue(-96);
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void barsWithoutRoomAreSeenAsSuch() {
        NodeInventory inventory =
                collect(
                        "PF/resource = "
                                + (EMPTY + "\\n").repeat(7)
                                + "0x0000000000000000 0x00000000007fffff 0x000000002014220c\\n"
                                + (EMPTY + "\\n").repeat(5)
                                + "\nBRIDGE/resource = "
                                + (EMPTY + "\\n").repeat(7)
                                + "0x000000000000d000 0x000000000000dfff 0x0000000000000100\\n"
                                + "0x00000000fe200000 0x00000000fe3fffff 0x0000000000000200\\n"
                                + "0x00000000fe800000 0x00000000fe8fffff 0x0000000000102201\\n"
                                + EMPTY);

        assertThat(pf(inventory).pcie().vfBars())
                .containsExactly(new Pcie.VfBar(0, 8 << 20, false, true));
        assertThat(pf(inventory).upstream().getFirst().windows())
                .containsExactly(new Window(2 << 20, false), new Window(1 << 20, true));
    }

    @Test
    void errorsAreCountedAtBothEndsOfTheLink() {
        NodeInventory inventory =
                collect(
                        """
                        PF/aer_dev_correctable = RxErr 2\\nTOTAL_ERR_COR 2
                        BRIDGE/aer_dev_correctable = RxErr 90\\nTOTAL_ERR_COR 91
                        BRIDGE/aer_dev_fatal = DLP 1\\nTOTAL_ERR_FATAL 1
                        """);

        assertThat(pf(inventory).pcie().errors())
                .contains(
                        new BusErrors(
                                OptionalLong.of(2), OptionalLong.empty(), OptionalLong.empty()));
        assertThat(pf(inventory).upstream().getFirst().errors())
                .contains(
                        new BusErrors(
                                OptionalLong.of(91), OptionalLong.empty(), OptionalLong.of(1)));
    }

    @Test
    void theCapabilityIsReadAgainOnlyWhenTheCountChanged() throws IOException {
        Path root = HostTree.write(folder, lines(HOST));
        Path pf = root.resolve("sys/bus/pci/devices/0000:01:00.0").toRealPath();
        InventoryCollector collector = collector(root);
        Files.write(pf.resolve("config"), config(0));

        assertThat(capability(collector).totalVfs()).isEqualTo(64);
        Files.write(pf.resolve("config"), config(8));
        assertThat(capability(collector).numVfs()).isZero();
        Files.writeString(pf.resolve("sriov_numvfs"), "8\n");

        assertThat(capability(collector))
                .isEqualTo(
                        new Pcie.Capability(
                                64, 64, 8, true, true, true, 1, 8, 1, "1889", 0x553, 1, false,
                                false));
    }

    @Test
    void aConfigCutShortIsAGap() throws IOException {
        Path root = HostTree.write(folder, lines(HOST + "PF/config = \n"));
        Files.write(root.resolve(lines("PF/config")), new byte[64]);
        NodeInventory inventory = collector(root).collect(Journal.EMPTY);

        assertThat(pf(inventory).pcie().capability()).isEmpty();
        assertThat(inventory.gap(FOLDER + "config"))
                .contains(
                        new Gap(
                                FOLDER + "config",
                                "only 64 of 4096 bytes readable: needs CAP_SYS_ADMIN"));
    }

    @Test
    void argumentsOfTheNextBootComeFromWhereverTheyStand() {
        NodeInventory inventory =
                collect(
                        """
                        boot/loader/entries/a.conf = title RHEL\\nversion 5.14.0\\noptions $kernelopts iommu=pt
                        boot/grub2/grubenv = # GRUB Environment Block\\nkernelopts=root=/dev/sda2 ro
                        etc/kernel/cmdline = root=/dev/sda2 quiet
                        etc/default/grub = GRUB_TIMEOUT=5\\nGRUB_CMDLINE_LINUX_DEFAULT='quiet'\\nGRUB_CMDLINE_LINUX="ro"
                        etc/default/grub.d/50-iommu.cfg = GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX intel_iommu=on"
                        etc/default/grub.d/ignored.txt = GRUB_CMDLINE_LINUX=
                        """);

        assertThat(inventory.host().kernel().nextBoot())
                .containsExactly(
                        new BootArguments(
                                "/boot/loader/entries/a.conf",
                                Optional.of("5.14.0"),
                                "root=/dev/sda2 ro iommu=pt"),
                        new BootArguments(
                                "/etc/default/grub", Optional.empty(), "ro intel_iommu=on quiet"),
                        new BootArguments(
                                "/etc/kernel/cmdline", Optional.empty(), "root=/dev/sda2 quiet"));
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void whatOnlyAShellUnderstandsIsAGap() {
        NodeInventory inventory =
                collect("etc/default/grub = GRUB_CMDLINE_LINUX=\"root=$(findroot)\"");

        assertThat(inventory.gap("/etc/default/grub")).isPresent();
    }

    @Test
    void ownersOfTheCountAreNamedWithTheirPf() {
        NodeInventory inventory =
                collect(
                        """
                        etc/netplan/50.yaml = ens1f0np0:\\n  virtual-function-count: 8
                        etc/sriov-operator/pci/0000:01:00.0 = {"numVfs":4}
                        etc/systemd/system/vfs.service = ExecStart=sh -c 'echo 6 > /sys/class/net/eth9/device/sriov_numvfs'
                        etc/udev/rules.d/80.rules = ATTR{device/sriov_numvfs}="2"\\nATTR{device/sriov_numvfs}="3"
                        etc/udev/rules.d/90.rules = # ATTR{device/sriov_numvfs}="2"
                        """);

        assertThat(inventory.owners())
                .containsExactly(
                        owner("netplan", "/etc/netplan/50.yaml", true, OptionalInt.of(8)),
                        owner(
                                "sriov-network-operator",
                                "/etc/sriov-operator/pci/0000:01:00.0",
                                true,
                                OptionalInt.of(4)),
                        owner(
                                "service",
                                "/etc/systemd/system/vfs.service",
                                false,
                                OptionalInt.of(6)),
                        owner("udev", "/etc/udev/rules.d/80.rules", false, OptionalInt.empty()));
    }

    @Test
    void kubernetesIsToldByNamesOnly() {
        NodeInventory inventory =
                collect(
                        """
                        var/lib/kubelet/device-plugins/intel.com_vf.sock =
                        var/lib/kubelet/device-plugins/kubelet_internal_checkpoint = {"Data":{"PodDeviceEntries":null,"RegisteredDevices":{"intel.com/vf":["0000:01:00.2"],"a/b":null,"nvidia.com/gpu":["GPU-1f"]}}}
                        etc/cni/net.d/00-multus.conf = {"token":"secret"}
                        etc/cni/net.d/multus.d/
                        opt/cni/bin/sriov =
                        """);

        assertThat(inventory.kubernetes())
                .isEqualTo(
                        new Kubernetes(
                                List.of("intel.com_vf.sock"),
                                List.of("a/b", "intel.com/vf", "nvidia.com/gpu"),
                                List.of("00-multus.conf"),
                                List.of("sriov"),
                                List.of(
                                        new Kubernetes.Pool("a/b", List.of()),
                                        new Kubernetes.Pool(
                                                "intel.com/vf",
                                                List.of(PciAddress.parse("0000:01:00.2"))))));
    }

    @Test
    void theCardsOwnAddressIsKnownOnlyWhereItIsInUse() {
        NodeInventory inventory =
                collect(
                        """
                        PF/net/ens1f0np0/addr_assign_type = 0
                        PF/net/ens1f0np0/master -> ../../../../virtual/net/bond0
                        PF/net/ens1f1np1/address = 02:00:00:00:00:07
                        PF/net/ens1f1np1/addr_assign_type = 3
                        """);

        assertThat(pf(inventory).netdevs())
                .extracting(netdev -> netdev.permanentMac().orElse("-"))
                .containsExactly("02:00:00:00:00:01", "-");
        assertThat(pf(inventory).netdevs())
                .extracting(netdev -> netdev.master().orElse("-"))
                .containsExactly("bond0", "-");
        assertThat(inventory.gap(FOLDER + "net/ens1f1np1/addr_assign_type")).isPresent();
    }

    private static VfCountOwner owner(String kind, String path, boolean ofPf, OptionalInt count) {
        return new VfCountOwner(kind, path, ofPf ? Optional.of(PF) : Optional.empty(), count);
    }

    // an Intel E810's SR-IOV capability as the first of the extended ones
    private static byte[] config(int vfs) {
        ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x100, 1 << 16 | 0x0010);
        bytes.putShort(0x108, (short) (vfs > 0 ? 0x19 : 0x10));
        bytes.putShort(0x10c, (short) 64);
        bytes.putShort(0x10e, (short) 64);
        bytes.putShort(0x110, (short) vfs);
        bytes.put(0x112, (byte) 1);
        bytes.putShort(0x114, (short) 8);
        bytes.putShort(0x116, (short) 1);
        bytes.putShort(0x11a, (short) 0x1889);
        bytes.putInt(0x11c, 0x553);
        bytes.putInt(0x120, 1);
        return bytes.array();
    }

    private static Pcie.Capability capability(InventoryCollector collector) {
        return pf(collector.collect(Journal.EMPTY)).pcie().capability().orElseThrow();
    }

    private static PhysicalFunction pf(NodeInventory inventory) {
        return inventory.physicalFunctions().getFirst();
    }

    private NodeInventory collect(String more) {
        return collector(HostTree.write(folder, lines(HOST + more))).collect(Journal.EMPTY);
    }

    private static InventoryCollector collector(Path root) {
        return new InventoryCollector(
                new DirectoryHost(root), InstantSource.fixed(Instant.EPOCH), "test");
    }

    private static String lines(String text) {
        return text.replace("PF/", "sys/devices/pci0000:00/0000:00:02.0/0000:01:00.0/")
                .replace("BRIDGE/", "sys/devices/pci0000:00/0000:00:02.0/");
    }
}
