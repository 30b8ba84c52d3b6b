package io.vfleet.agent.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.host.HealthReporter;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.operation.GateResult;
import io.vfleet.domain.operation.GateResult.Verdict;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.operation.Progress;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GatesTests {

    private static final String VF0 = FakeKernel.vf(0).sysfsPath();

    @TempDir Path dir;

    private final FakeKernel kernel = new FakeKernel(2);
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(kernel, dir);
    }

    record Case(String name, String gate, String detail, Consumer<FakeKernel> arrangement) {
        @Override
        public String toString() {
            return gate + " " + name;
        }
    }

    static Stream<Case> objections() {
        return Stream.of(
                new Case(
                        "default route over the PF",
                        "G1",
                        "the default route leaves by eth2",
                        kernel -> route(kernel, "eth2")),
                new Case(
                        "default route over a bond of the PF",
                        "G1",
                        "the default route leaves by bond0",
                        kernel -> {
                            kernel.link("/sys/class/net/eth2/master", "../../virtual/net/bond0");
                            route(kernel, "bond0");
                        }),
                new Case(
                        "default IPv6 route over a VF",
                        "G1",
                        "the default route leaves by eth2v1",
                        kernel -> kernel.text("/proc/net/ipv6_route", v6("eth2v1", "00000003"))),
                new Case(
                        "PF in a bond",
                        "G3",
                        "eth2 carries bond0",
                        kernel ->
                                kernel.link(
                                        "/sys/class/net/eth2/master", "../../virtual/net/bond0")),
                new Case(
                        "VLAN on the PF",
                        "G3",
                        "eth2 carries eth2.5",
                        kernel -> kernel.link("/sys/class/net/eth2/upper_eth2.5", "../eth2.5")),
                new Case(
                        "PF in a bridge",
                        "G3",
                        "eth2 is a port of a bridge",
                        kernel -> kernel.text("/sys/class/net/eth2/brport/state", "3")),
                new Case(
                        "somebody logged in through the PF",
                        "G5",
                        "1 TCP sockets use an address of this PF: 10.9.8.7:22",
                        kernel -> {
                            kernel.addresses.put("eth2", Set.of(ip("10.9.8.7")));
                            kernel.text(
                                    "/proc/net/tcp",
                                    "sl local\n0: 0708090A:0016 0108090A:C350 01 0:0");
                        }),
                new Case(
                        "VF held through vfio",
                        "G7",
                        "VF 0 (0000:81:01.0) by qemu-kvm (pid 4711) through /dev/vfio/31",
                        GatesTests::vfioUser),
                new Case(
                        "VF held through verbs",
                        "G7",
                        "VF 0 (0000:81:01.0) by app (pid 12) through /dev/infiniband/uverbs3",
                        kernel -> {
                            kernel.text(VF0 + "/infiniband_verbs/uverbs3/abi_version", "1");
                            kernel.text("/proc/12/comm", "app");
                            kernel.link("/proc/12/fd/7", "/dev/infiniband/uverbs3");
                        }),
                new Case(
                        "VF claimed by CNI",
                        "G7",
                        "VF 1 (0000:81:01.1) by the CNI claim of /var/run/netns/pod-1",
                        kernel -> {
                            kernel.text(
                                    "/var/lib/cni/sriov/pci/0000:81:01.1", "/var/run/netns/pod-1");
                            kernel.text("/var/run/netns/pod-1", "");
                        }),
                new Case(
                        "VF given to a pod",
                        "G7",
                        "VF 1 (0000:81:01.1) by container c of pod p-1",
                        kernel ->
                                kernel.text(
                                        "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint",
                                        """
                                        {"Data":{"PodDeviceEntries":[{"PodUID":"p-1","ContainerName":"c",\
                                        "ResourceName":"r","DeviceIDs":{"-1":["0000:81:01.1"]},\
                                        "AllocResp":"AA=="}],"RegisteredDevices":\
                                        {"r":["0000:81:01.0","0000:81:01.1"]}},"Checksum":1}\
                                        """)),
                new Case(
                        "VF's netdev moved away",
                        "G7",
                        "VF 0 (0000:81:01.0): bound to iavf with its netdev in another namespace",
                        kernel -> kernel.gone(VF0 + "/net")),
                new Case(
                        "VF with an address",
                        "G7",
                        "VF 1 (0000:81:01.1): its netdev eth2v1 has the address 10.1.1.1",
                        kernel -> kernel.addresses.put("eth2v1", Set.of(ip("10.1.1.1")))),
                new Case(
                        "VF in a bond",
                        "G7",
                        "VF 0 (0000:81:01.0): its netdev eth2v0 carries bond1",
                        kernel -> kernel.link("/sys/class/net/eth2v0/master", "../bond1")),
                new Case(
                        "SR-IOV network operator",
                        "G8",
                        "the SR-IOV network operator sets VF counts by"
                                + " /etc/sriov-operator/config.yaml",
                        kernel -> kernel.text("/etc/sriov-operator/config.yaml", "interfaces: []")),
                new Case(
                        "NetworkManager",
                        "G8",
                        "NetworkManager sets VF counts by"
                                + " /etc/NetworkManager/system-connections/a.nmconnection",
                        kernel ->
                                kernel.text(
                                        "/etc/NetworkManager/system-connections/a.nmconnection",
                                        "[connection]\nid=a\n[sriov]\ntotal-vfs=4")),
                new Case(
                        "netplan",
                        "G8",
                        "netplan sets VF counts by /etc/netplan/50.yaml",
                        kernel ->
                                kernel.text(
                                        "/etc/netplan/50.yaml",
                                        "network:\n  eth2:\n    virtual-function-count: 4")),
                new Case(
                        "systemd",
                        "G8",
                        "systemd sets VF counts by /etc/systemd/network/10.link",
                        kernel ->
                                kernel.text(
                                        "/etc/systemd/network/10.link",
                                        "[Match]\nDriver=ice\n[Link]\nSR-IOVVirtualFunctions=4")),
                new Case(
                        "udev",
                        "G8",
                        "udev sets VF counts by /etc/udev/rules.d/70.rules",
                        kernel ->
                                kernel.text(
                                        "/etc/udev/rules.d/70.rules",
                                        "ENV{ID_NET_DRIVER}==\"ice\","
                                                + " ATTR{device/sriov_numvfs}=\"8\"")),
                new Case(
                        "too many",
                        "G12",
                        "8 VFs are more than sriov_totalvfs, which is 7",
                        kernel -> kernel.text(FakeKernel.PF_DIR + "/sriov_totalvfs", "7")),
                new Case(
                        "no bus for the last of them",
                        "G12",
                        "the bridge above has the buses up to 82, with room for 7 VFs",
                        kernel -> {
                            kernel.text(FakeKernel.PF_DIR + "/sriov_offset", "505");
                            kernel.link(
                                    FakeKernel.PF_DIR,
                                    "../../../devices/pci0000:80/0000:80:01.0/0000:81:00.0");
                            kernel.text(
                                    "/sys/bus/pci/devices/0000:80:01.0/subordinate_bus_number",
                                    "130");
                        }),
                new Case(
                        "maintenance",
                        "G13",
                        "/run/vfleet/maintenance is there: nothing is written meanwhile",
                        kernel -> kernel.text("/run/vfleet/maintenance", "")),
                new Case(
                        "observe only",
                        "G13",
                        "/etc/vfleet/observe-only is there: this agent only observes",
                        kernel -> kernel.text("/etc/vfleet/observe-only", "")),
                new Case(
                        "our own writer hangs",
                        "hung-writer",
                        "a write still hangs: pid 7 in msleep",
                        kernel -> kernel.hung.add("pid 7 in msleep")),
                new Case(
                        "somebody's writer hangs",
                        "hung-writer",
                        "a VF count is open for writing: bash (pid 99)",
                        kernel -> {
                            kernel.text("/proc/99/comm", "bash");
                            kernel.link("/proc/99/fd/1", "/sys/devices/pci0000:80/x/sriov_numvfs");
                            kernel.text("/proc/99/fdinfo/1", "pos:\t0\nflags:\t0100001\n");
                        }));
    }

    @ParameterizedTest
    @MethodSource("objections")
    void whatStandsInTheWayIsNamed(Case arranged) {
        arranged.arrangement().accept(kernel);

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, arranged.gate()))
                .isEqualTo(new GateResult(arranged.gate(), Verdict.REFUSED, arranged.detail()));
        assertThat(ending.explanation().orElse("")).contains(arranged.detail());
        assertThat(kernel.writes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "G1, /proc/net/route",
        "G1, /proc/net/ipv6_route",
        "G1, /sys/class/net/eth2",
        "G3, /sys/class/net/eth2",
        "G3, /sys/class/net/eth2/master",
        "G4, /sys/class/nvme",
        "G4, /sys/class/iscsi_session",
        "G4, /sys/block",
        "G4, /proc/mounts",
        "G7, /var/lib/cni/sriov/pci/0000:81:01.1",
        "G7, /var/lib/kubelet/device-plugins/kubelet_internal_checkpoint",
        "G7, /sys/bus/pci/devices/0000:81:01.0/net",
        "G7, /sys/class/net/eth2v0/master",
        "G8, /etc/sriov-operator",
        "G8, /etc/NetworkManager/system-connections",
        "G8, /etc/udev/rules.d",
        "G13, /run/vfleet/maintenance",
        "G13, /etc/vfleet/observe-only",
        "G13, /etc/vfleet/policy.yaml",
        "hung-writer, /proc",
        "hung-writer, /proc/1/fd"
    })
    void whatCannotBeReadRefuses(String gate, String path) {
        kernel.failures.put(path, "Permission denied");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        GateResult result = Bench.gate(ending, gate);
        assertThat(result.verdict()).isNotEqualTo(Verdict.PASSED);
        assertThat(result.detail()).isEqualTo("cannot read " + path + ": Permission denied");
        assertThat(kernel.writes).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"eth2, G2", "eth2, G5", "eth2v0, G7"})
    void anAddressThatCannotBeAskedForRefuses(String netdev, String gate) {
        bench.route = Set.of(ip("10.0.0.1"));
        kernel.addresses.remove(netdev);

        Progress ending = bench.run(bench.resize(8));

        assertThat(Bench.gate(ending, gate).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void theAgentsOwnWayToItsServerIsKept() {
        bench.route = Set.of(ip("10.9.8.7"));
        kernel.addresses.put("eth2", Set.of(ip("10.9.8.7")));

        Progress ending = bench.run(bench.resize(8));

        assertThat(Bench.gate(ending, "G2").detail())
                .isEqualTo("the agent reaches its server through eth2");
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void storageOverTheNetworkIsNotKnownToBeElsewhere() {
        kernel.text("/sys/class/nvme/nvme0/transport", "pcie");
        kernel.text("/sys/class/nvme/nvme1/transport", "rdma");
        kernel.text("/proc/mounts", "nas:/a /home nfs4 rw 0 0");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "G4"))
                .isEqualTo(
                        new GateResult(
                                "G4",
                                Verdict.UNKNOWN,
                                "storage over the network, it may come through this PF: nvme1 over"
                                        + " rdma, nfs4 at /home"));
    }

    @Test
    void whatIsCertainlyNotInTheWayPasses() {
        route(kernel, "eth0");
        kernel.text("/proc/net/ipv6_route", v6("eth2", "00200200"));
        kernel.text("/sys/class/nvme/nvme0/transport", "pcie");
        // a claim whose namespace is gone, a reader of a count, another PF's rule
        kernel.text("/var/lib/cni/sriov/pci/0000:81:01.1", "/var/run/netns/pod-1");
        kernel.link("/proc/1/fd/3", FakeKernel.NUMVFS);
        kernel.text("/proc/1/fdinfo/3", "pos:\t0\nflags:\t0100000\n");
        kernel.text("/sys/bus/pci/devices/0000:c1:00.0/sriov_totalvfs", "8");
        kernel.text("/sys/bus/pci/devices/0000:c1:00.0/net/eth7/ifindex", "8");
        kernel.text(
                "/etc/udev/rules.d/70.rules", "KERNEL==\"eth7\", ATTR{device/sriov_numvfs}=\"8\"");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.VERIFYING);
        assertThat(ending.gates())
                .extracting(GateResult::gate)
                .containsExactly(
                        "G1",
                        "G2",
                        "G3",
                        "G4",
                        "G5",
                        "G6",
                        "G7",
                        "G8",
                        "G9",
                        "G10",
                        "G12",
                        "G13",
                        "hung-writer",
                        "G11");
        assertThat(ending.gates()).allMatch(result -> result.verdict() == Verdict.PASSED);
    }

    @Test
    void aPredictionThatCannotBeMadeIsShownAndRefusesNothing() {
        kernel.text(FakeKernel.PF_DIR + "/sriov_offset", "505");

        Progress ending = bench.run(bench.resize(8));

        assertThat(Bench.gate(ending, "G12"))
                .isEqualTo(
                        new GateResult("G12", Verdict.UNKNOWN, "no bridge is above 0000:81:00.0"));
        assertThat(kernel.writes).containsExactly("0", "8");
    }

    @Test
    void onlyWhatTheNodesOwnPolicyNamesCanBePassedOver() {
        vfioUser(kernel);
        route(kernel, "eth2");

        Progress refused = bench.run(Bench.with(bench.resize(8), Set.of("G1", "G7")));

        assertThat(refused.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(refused, "G7").verdict()).isEqualTo(Verdict.OVERRIDDEN);
        assertThat(Bench.gate(refused, "G1").verdict()).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void anotherPortThatCarriesTheHostIsToldWhereItsDriverIsUnknown() {
        kernel.text("/sys/bus/pci/devices/0000:81:00.1/net/eth3/ifindex", "5");
        route(kernel, "eth3");
        Progress usual = bench.run(bench.resize(8));
        assertThat(Bench.gate(usual, "G6").verdict()).isEqualTo(Verdict.PASSED);
        bench.operations().told(usual);

        kernel.driver("qede");
        GateResult other = Bench.gate(bench.run(bench.resize(8)), "G6");
        assertThat(other.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(other.detail()).contains("qede", "eth3 carries the default route");
    }

    @Test
    void aBroadcomPortThatIsDownMakesNoVfs() {
        kernel.driver("bnxt_en");
        kernel.text("/sys/class/net/eth2/flags", "0x1002");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "G9").detail()).contains("eth2 is down");
    }

    @Test
    void aDriverThatTellsOfAnErrorIsLeftAlone() {
        kernel.health =
                new Reading.Value<>(
                        List.of(
                                new HealthReporter("tx", Optional.of(true)),
                                new HealthReporter("fw_fatal", Optional.of(false))));

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "G9").detail())
                .isEqualTo("the driver's health reporter 'fw_fatal' is in error (devlink health)");
        assertThat(kernel.writes).isEmpty();
    }

    @Test
    void healthThatIsNotKnownIsShownAndRefusesNothing() {
        kernel.health = new Reading.Failed<>("Operation not permitted");
        Progress denied = bench.run(bench.resize(8));
        assertThat(Bench.gate(denied, "G9"))
                .isEqualTo(
                        new GateResult(
                                "G9",
                                Verdict.UNKNOWN,
                                "cannot read devlink:0000:81:00.0/health: Operation not permitted"));
        bench.operations().told(denied);

        kernel.health = new Reading.Value<>(List.of(new HealthReporter("fw", Optional.empty())));
        Progress odd = bench.run(bench.resize(4));
        assertThat(Bench.gate(odd, "G9").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(odd.state()).isEqualTo(OperationState.VERIFYING);
    }

    @Test
    void versionsThatAreKnownToGoWrongAreLeftAlone() {
        kernel.text("/proc/modules", "ice 917504 0 - Live 0x0000000000000000 (OE)");
        kernel.text("/sys/module/ice/version", "2.6.4");
        kernel.text("/proc/sys/kernel/osrelease", "6.18.34");

        Progress ending = bench.run(bench.resize(8));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "G10").detail()).contains("a VF resets again and again");
    }

    @Test
    void versionsThatDoNotTellAreShownAndRefuseNothing() {
        kernel.text("/proc/modules", "ice 917504 0 - Live 0x0000000000000000 (OE)");

        Progress ending = bench.run(bench.resize(8));

        assertThat(Bench.gate(ending, "G10"))
                .isEqualTo(
                        new GateResult(
                                "G10",
                                Verdict.UNKNOWN,
                                "/sys/module/ice/version: no version is told"));
        assertThat(kernel.writes).containsExactly("0", "8");
    }

    @Test
    void aHungWriterCannotBePassedOver() {
        kernel.hung.add("pid 7 in msleep");
        kernel.failures.put(FakeKernel.NUMVFS, "no answer in 2 s");

        Progress ending =
                bench.run(Bench.with(bench.resize(8), Set.of("hung-writer", "G7", "G13")));

        assertThat(ending.state()).isEqualTo(OperationState.REFUSED);
        assertThat(Bench.gate(ending, "hung-writer").detail()).contains("pid 7 in msleep");
        assertThat(kernel.writes).isEmpty();
    }

    private static void vfioUser(FakeKernel kernel) {
        kernel.link(VF0 + "/driver", "../../../bus/pci/drivers/vfio-pci");
        kernel.link(VF0 + "/iommu_group", "../../../kernel/iommu_groups/31");
        kernel.gone(VF0 + "/net");
        kernel.text("/proc/4711/comm", "qemu-kvm");
        kernel.link("/proc/4711/fd/20", "/dev/vfio/31");
    }

    private static void route(FakeKernel kernel, String netdev) {
        kernel.text(
                "/proc/net/route",
                """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                %s\t00000000\t0102A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
                eth2\t0002A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\
                """
                        .formatted(netdev));
    }

    private static String v6(String netdev, String flags) {
        String any = "0".repeat(32);
        return "%s 00 %s 00 fe800000000000000000000000000001 00000400 00000001 00000000 %s %8s"
                .formatted(any, any, flags, netdev);
    }

    private static InetAddress ip(String text) {
        return InetAddress.ofLiteral(text);
    }
}
