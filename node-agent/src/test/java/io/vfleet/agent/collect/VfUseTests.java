package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.agent.host.RecordingHost;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VfUseTests {

    private static final String CHECKPOINT =
            "var/lib/kubelet/device-plugins/kubelet_internal_checkpoint";

    /// One PF; VF 0 on vfio, VF 1 on mlx5 with RDMA, VF 2 on iavf, VF 3 on uio; a process that
    /// holds none of them.
    private static final String HOST =
            """
            sys/bus/pci/devices/0000:01:00.0/class = 0x020000
            sys/bus/pci/devices/0000:01:00.0/sriov_totalvfs = 8
            sys/bus/pci/devices/0000:01:00.0/sriov_numvfs = 4
            sys/bus/pci/devices/0000:01:00.0/virtfn0 -> ../0000:01:00.2
            sys/bus/pci/devices/0000:01:00.0/virtfn1 -> ../0000:01:00.3
            sys/bus/pci/devices/0000:01:00.0/virtfn2 -> ../0000:01:00.4
            sys/bus/pci/devices/0000:01:00.0/virtfn3 -> ../0000:01:00.5
            sys/bus/pci/devices/0000:01:00.2/class = 0x020000
            sys/bus/pci/devices/0000:01:00.2/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:00.2/driver -> ../../drivers/vfio-pci
            sys/bus/pci/devices/0000:01:00.2/iommu_group -> ../../../../kernel/iommu_groups/41
            sys/bus/pci/devices/0000:01:00.3/class = 0x020000
            sys/bus/pci/devices/0000:01:00.3/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:00.3/driver -> ../../drivers/mlx5_core
            sys/bus/pci/devices/0000:01:00.3/infiniband_verbs/uverbs3/abi_version = 1
            sys/bus/pci/devices/0000:01:00.3/net/ens1v1/operstate = up
            sys/class/net/ens1v1/operstate = up
            sys/bus/pci/devices/0000:01:00.4/class = 0x020000
            sys/bus/pci/devices/0000:01:00.4/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:00.4/driver -> ../../drivers/iavf
            sys/bus/pci/devices/0000:01:00.4/net/ens1v2/operstate = up
            sys/class/net/ens1v2/operstate = up
            sys/bus/pci/devices/0000:01:00.5/class = 0x020000
            sys/bus/pci/devices/0000:01:00.5/physfn -> ../0000:01:00.0
            sys/bus/pci/devices/0000:01:00.5/driver -> ../../drivers/uio_pci_generic
            sys/bus/pci/devices/0000:01:00.5/uio/uio0/name = x
            proc/1/comm = init
            proc/1/fd/0 -> /dev/null
            """;

    private static final String WHOLE = "read-errors.txt =\n" + HOST;

    @TempDir Path folder;

    private final Map<String, Set<InetAddress>> addresses = new HashMap<>();
    private final Set<String> silent = new HashSet<>();

    @Test
    void nobodyHoldsAnythingWhereAllWasRead() throws Exception {
        addresses.put("ens1v2", Set.of(InetAddress.getByName("fe80::1")));
        NodeInventory inventory = collect(WHOLE);

        assertThat(uses(inventory)).hasSize(4).containsOnly(new VfUse.Free());
        assertThat(gaps(inventory)).isEmpty();
    }

    @Test
    void everyKindOfHolderIsFound() throws Exception {
        addresses.put("ens1v2", Set.of(InetAddress.getByName("10.1.1.1")));
        NodeInventory inventory =
                collect(
                        WHOLE
                                + """
                                proc/4711/comm = qemu-kvm
                                proc/4711/fd/9 -> /dev/vfio/41
                                proc/12/comm = train
                                proc/12/fd/7 -> /dev/infiniband/uverbs3
                                proc/13/comm = testpmd
                                proc/13/fd/3 -> /dev/uio0
                                sys/class/net/ens1v2/master -> ../bond0
                                var/lib/cni/sriov/pci/0000:01:00.3 = /var/run/netns/cni-1
                                var/run/netns/cni-1 =
                                var/log/pods/llm_train-3_u-1/main/0.log =
                                CHECKPOINT = {"Data":{"PodDeviceEntries":[\
                                {"PodUID":"u-1","ContainerName":"main","ResourceName":"nvidia.com/vf",\
                                "DeviceIDs":{"0":["0000:01:00.3"]},"AllocResp":"AA=="},\
                                {"PodUID":"u-2","ContainerName":"c","ResourceName":"x/y",\
                                "DeviceIDs":{"0":["0000:01:00.5"]},"AllocResp":""}],"RegisteredDevices":{}}}
                                """
                                        .replace("CHECKPOINT", CHECKPOINT));

        assertThat(uses(inventory))
                .containsExactly(
                        held(VfHolder.process("vfio", 4711, "qemu-kvm", "/dev/vfio/41")),
                        held(
                                VfHolder.pod(
                                        "u-1",
                                        Optional.of("llm/train-3"),
                                        Optional.of("main"),
                                        "nvidia.com/vf"),
                                VfHolder.process("uverbs", 12, "train", "/dev/infiniband/uverbs3"),
                                VfHolder.claim("/var/run/netns/cni-1")),
                        held(
                                VfHolder.master("ens1v2", "bond0"),
                                VfHolder.address("ens1v2", "10.1.1.1")),
                        held(
                                VfHolder.pod("u-2", Optional.empty(), Optional.of("c"), "x/y"),
                                VfHolder.process("uio", 13, "testpmd", "/dev/uio0")));
        assertThat(gaps(inventory)).isEmpty();
    }

    @Test
    void aNetdevThatIsElsewhereIsATrace() {
        NodeInventory inventory =
                collect(WHOLE.replaceAll("(?m)^sys/bus/pci/devices/0000:01:00.4/net/.*\n", ""));

        assertThat(uses(inventory).get(2)).isEqualTo(held(VfHolder.elsewhere("iavf")));
    }

    @Test
    void aClaimOfANamespaceThatIsGoneIsStale() {
        NodeInventory inventory =
                collect(WHOLE + "var/lib/cni/sriov/pci/0000:01:00.3 = /var/run/netns/cni-1\n");

        assertThat(uses(inventory)).containsOnly(new VfUse.Free());
    }

    @Test
    void processesThatDoNotShowTheirFilesLeaveUnknownWhatTheyCouldHold() {
        NodeInventory inventory =
                collect(
                        WHOLE.replace(
                                        "read-errors.txt =",
                                        "read-errors.txt = /proc/1/fd\t13\tPermission denied")
                                + """
                                proc/4711/comm = qemu-kvm
                                proc/4711/fd/9 -> /dev/vfio/41
                                """);

        assertThat(uses(inventory))
                .containsExactly(
                        held(VfHolder.process("vfio", 4711, "qemu-kvm", "/dev/vfio/41")),
                        new VfUse.Unknown(),
                        new VfUse.Free(),
                        new VfUse.Unknown());
        assertThat(gaps(inventory)).containsExactly(new Gap("/proc/*/fd", "Permission denied"));
    }

    @Test
    void podsOfAResourceClaimHoldTheDevicesThatItGot() {
        NodeInventory inventory =
                collect(
                        WHOLE
                                + """
                                var/log/pods/llm_train-3_u-1/main/0.log =
                                var/lib/kubelet/dra_manager_state = {"Data":"{\\"kind\\":\\"DRACheckpoint\\",\
                                \\"apiVersion\\":\\"checkpoint.dra.kubelet.k8s.io/v1\\",\\"ClaimInfoStateList\\":[\
                                {\\"ClaimUID\\":\\"c-1\\",\\"ClaimName\\":\\"fast\\",\\"Namespace\\":\\"llm\\",\
                                \\"PodUIDs\\":{\\"u-1\\":{},\\"u-2\\":{}},\\"DriverState\\":{\\"sriov\\":{\\"Devices\\":[\
                                {\\"PoolName\\":\\"n\\",\\"DeviceName\\":\\"0000-01-00-3\\",\\"CDIDeviceIDs\\":[\\"a\\"]}]}}},\
                                {\\"ClaimUID\\":\\"c-2\\",\\"ClaimName\\":\\"other\\",\\"Namespace\\":\\"x\\",\
                                \\"PodUIDs\\":{\\"u-3\\":{}},\\"DriverState\\":{\\"dra.net\\":{\\"Devices\\":[\
                                {\\"PoolName\\":\\"n\\",\\"DeviceName\\":\\"pci-0000-01-00-5\\"},\
                                {\\"PoolName\\":\\"n\\",\\"DeviceName\\":\\"gpu-0\\"}]}}}]}","Checksum":1}
                                """);

        assertThat(uses(inventory))
                .containsExactly(
                        new VfUse.Free(),
                        held(
                                claimant("u-1", Optional.of("llm/train-3"), "claim llm/fast"),
                                claimant("u-2", Optional.empty(), "claim llm/fast")),
                        new VfUse.Free(),
                        held(claimant("u-3", Optional.empty(), "claim x/other")));
        assertThat(gaps(inventory)).isEmpty();
    }

    private static VfHolder claimant(String uid, Optional<String> name, String claim) {
        return VfHolder.pod(uid, name, Optional.empty(), claim);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Data\":\"{\\\"kind", "{\"Data\":\"[{\"}", "not JSON"})
    void aTornCheckpointOfClaimsLeavesAllUnknown(String text) {
        NodeInventory inventory =
                collect(WHOLE + "var/lib/kubelet/dra_manager_state = " + text + "\n");

        assertThat(uses(inventory)).containsOnly(new VfUse.Unknown());
        assertThat(gaps(inventory))
                .extracting(Gap::path)
                .containsExactly("/var/lib/kubelet/dra_manager_state");
    }

    @Test
    void aTornCheckpointLeavesAllUnknown() {
        NodeInventory inventory =
                collect(WHOLE + CHECKPOINT + " = {\"Data\":{\"PodDeviceEntries\":[{\"PodUID\":\"u");

        assertThat(uses(inventory)).containsOnly(new VfUse.Unknown());
        assertThat(gaps(inventory)).extracting(Gap::path).containsExactly("/" + CHECKPOINT);
        assertThat(gaps(inventory).getFirst().reason()).startsWith("it is not understood");
    }

    @Test
    void aNetdevThatDoesNotTellItsAddressesIsUnknown() {
        silent.add("ens1v2");
        NodeInventory inventory = collect(WHOLE);

        assertThat(uses(inventory).get(2)).isEqualTo(new VfUse.Unknown());
        assertThat(uses(inventory).get(1)).isEqualTo(new VfUse.Free());
        assertThat(gaps(inventory))
                .containsExactly(new Gap("rtnetlink:ens1v2/addresses", "Operation not permitted"));
    }

    @Test
    void aTreeWithoutProcessesIsNotAsked() {
        NodeInventory inventory = inventory(tree(WHOLE.replaceAll("(?m)^proc/.*\n", "")));

        assertThat(uses(inventory)).containsOnly(new VfUse.Unknown());
        assertThat(gaps(inventory)).isEmpty();
    }

    @Test
    void aPartialTreeProvesHoldersAndNeverThatThereAreNone() {
        NodeInventory inventory =
                inventory(tree(HOST + "proc/12/comm = qemu\nproc/12/fd/9 -> /dev/vfio/41\n"));

        assertThat(uses(inventory))
                .containsExactly(
                        held(VfHolder.process("vfio", 12, "qemu", "/dev/vfio/41")),
                        new VfUse.Unknown(),
                        new VfUse.Unknown(),
                        new VfUse.Unknown());
    }

    @Test
    void aCaptureShowsTheSameHoldersAndNoOtherOpenFile() throws Exception {
        Host host =
                tree(
                        WHOLE
                                + """
                                proc/12/comm = qemu
                                proc/12/fd/3 -> /home/somebody/secret
                                proc/12/fd/9 -> /dev/vfio/41
                                """);
        RecordingHost recording = new RecordingHost(host);
        NodeInventory recorded = inventory(recording);
        Path unpacked = unpacked(recording);

        NodeInventory again = inventory(new DirectoryHost(unpacked));
        assertThat(uses(again)).isEqualTo(uses(recorded));
        assertThat(uses(again).getFirst())
                .isEqualTo(held(VfHolder.process("vfio", 12, "qemu", "/dev/vfio/41")));
        assertThat(unpacked.resolve("proc/12/fd")).isDirectoryContaining("glob:**/9");
        assertThat(unpacked.resolve("proc/12/fd/3")).matches(path -> !Files.isSymbolicLink(path));
        assertThat(unpacked.resolve("read-errors.txt")).content().doesNotContain("fd/3");
    }

    private Path unpacked(RecordingHost recording) throws Exception {
        Path archive = folder.resolve("capture.tgz");
        try (OutputStream out = Files.newOutputStream(archive)) {
            recording.writeTo(out, Instant.EPOCH, false);
        }
        Path target = Files.createDirectories(folder.resolve("unpacked"));
        Process tar =
                new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", target.toString())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        return target;
    }

    private static VfUse held(VfHolder... holders) {
        return new VfUse.Held(List.of(holders));
    }

    private static List<VfUse> uses(NodeInventory inventory) {
        return inventory.virtualFunctions().map(VirtualFunction::use).toList();
    }

    // the tree has plain folders where sysfs has links
    private static List<Gap> gaps(NodeInventory inventory) {
        return inventory.gaps().stream()
                .filter(gap -> !gap.path().startsWith("realpath:"))
                .toList();
    }

    private NodeInventory collect(String lines) {
        return inventory(new Living(tree(lines), addresses, silent));
    }

    private Host tree(String lines) {
        return new DirectoryHost(HostTree.write(folder.resolve("host"), lines));
    }

    private static NodeInventory inventory(Host host) {
        return new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }

    /// A tree that answers for its netdevs' addresses, as a live host does.
    private record Living(Host tree, Map<String, Set<InetAddress>> addresses, Set<String> silent)
            implements Host {

        @Override
        public Reading<Set<InetAddress>> addresses(String netdev) {
            return silent.contains(netdev)
                    ? new Reading.Failed<>("Operation not permitted")
                    : new Reading.Value<>(addresses.getOrDefault(netdev, Set.of()));
        }

        @Override
        public Reading<String> text(String path) {
            return tree.text(path);
        }

        @Override
        public Reading<byte[]> bytes(String path, int limit) {
            return tree.bytes(path, limit);
        }

        @Override
        public Reading<List<String>> list(String path) {
            return tree.list(path);
        }

        @Override
        public Reading<String> link(String path) {
            return tree.link(path);
        }

        @Override
        public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
            return tree.vfAdmin(netdev);
        }

        @Override
        public boolean whole() {
            return tree.whole();
        }
    }
}
