package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.HostTree;
import io.vfleet.agent.host.DirectoryHost;
import io.vfleet.domain.inventory.Gap;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.KernelModule;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.RdmaDevice;
import io.vfleet.domain.inventory.VirtualFunction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Addresses of RDMA devices: GUIDs, GIDs and LIDs, and whose they are.
class RdmaFactsTests {

    private static final String LINK_LOCAL = "fe80:0000:0000:0000:0000:00ff:fe00:0001";
    private static final String OF_IPV4 = "0000:0000:0000:0000:0000:ffff:0a38:0107";
    private static final String NONE = "0000:0000:0000:0000:0000:0000:0000:0000";

    /// A PF on InfiniBand, and one on Ethernet with a VF.
    private static final String HOST =
            """
            read-errors.txt =
            proc/1/comm = init
            proc/1/fd/0 -> /dev/null
            sys/class/infiniband/mlx5_0 -> ../../devices/pci0000:00/0000:01:00.0/infiniband/mlx5_0
            sys/class/infiniband/mlx5_1 -> ../../devices/pci0000:00/0000:02:00.0/infiniband/mlx5_1
            sys/class/infiniband/mlx5_2 -> ../../devices/pci0000:00/0000:02:00.1/infiniband/mlx5_2
            sys/bus/pci/devices/0000:01:00.0 -> ../../../devices/pci0000:00/0000:01:00.0
            sys/bus/pci/devices/0000:02:00.0 -> ../../../devices/pci0000:00/0000:02:00.0
            sys/bus/pci/devices/0000:02:00.1 -> ../../../devices/pci0000:00/0000:02:00.1
            PCI/0000:01:00.0/class = 0x020700
            PCI/0000:01:00.0/sriov_totalvfs = 8
            PCI/0000:01:00.0/sriov_numvfs = 0
            IB/sys_image_guid = 5c25:7303:0084:3406
            IB/ports/1/link_layer = InfiniBand
            IB/ports/1/state = 4: ACTIVE
            IB/ports/1/gids/0 = fe80:0000:0000:0000:5c25:7303:0084:3406
            IB/ports/1/lid = 0x5
            IB/ports/1/sm_lid = 0xa
            PCI/0000:02:00.0/class = 0x020000
            PCI/0000:02:00.0/sriov_totalvfs = 8
            PCI/0000:02:00.0/sriov_numvfs = 1
            PCI/0000:02:00.0/virtfn0 -> ../0000:02:00.1
            PF/ports/1/link_layer = Ethernet
            PF/ports/1/lid = 0x0
            PCI/0000:02:00.1/class = 0x020000
            PCI/0000:02:00.1/physfn -> ../0000:02:00.0
            VF/ports/1/link_layer = Ethernet
            VF/ports/1/state = 4: ACTIVE
            VF/ports/1/gids/0 = %s
            VF/ports/1/gids/1 = %s
            """
                    .formatted(LINK_LOCAL, NONE);

    private static final String USED =
            "PCI/0000:02:00.1/net/ens1v0/operstate = up\n"
                    + "PCI/0000:02:00.1/net/ens1v0/master -> ../../../../../virtual/net/bond0\n"
                    + "sys/class/net/ens1v0/master -> ../bond0\n"
                    + "sys/class/net/ens1v0/operstate = up\n";

    @TempDir Path folder;

    @Test
    void lidsAreOfInfiniBandOnly() {
        NodeInventory inventory = collect("");
        RdmaDevice infiniBand = inventory.physicalFunctions().getFirst().rdmaDevices().getFirst();
        RdmaDevice ethernet = inventory.physicalFunctions().getLast().rdmaDevices().getFirst();

        assertThat(infiniBand.systemGuid()).contains("5c25:7303:0084:3406");
        assertThat(infiniBand.ports().getFirst().lid()).hasValue(5);
        assertThat(infiniBand.ports().getFirst().smLid()).hasValue(10);
        assertThat(ethernet.ports().getFirst().lid()).isEmpty();
        assertThat(inventory.gaps()).isEmpty();
    }

    @Test
    void aLidThatIsNoNumberIsAGap() {
        NodeInventory inventory = collect("IB/ports/1/lid = 65535");

        assertThat(inventory.gaps())
                .containsExactly(
                        new Gap("/sys/class/infiniband/mlx5_0/ports/1/lid", "no number: '65535'"));
    }

    @Test
    void aVfInUseIsReachedByItsFirstGidBeyondTheLink() {
        assertThat(vf(collect(USED + "VF/ports/1/gids/5 = " + OF_IPV4)).gid()).contains(OF_IPV4);
    }

    @Test
    void aVfInUseWithoutSuchAGidShowsTheLinkLocalOne() {
        assertThat(vf(collect(USED)).gid()).contains(LINK_LOCAL);
    }

    @Test
    void noGidIsAskedOfAFreeVf() {
        VirtualFunction vf = vf(collect("VF/ports/1/gids/2 = " + OF_IPV4));

        assertThat(vf.use().inUse()).contains(false);
        assertThat(vf.gid()).isEmpty();
    }

    @Test
    void sourcesAreNumberedOfModulesThatAreNotTheKernelsOwn() {
        NodeInventory inventory =
                collect(
                        """
                        proc/modules = mlx5_core 1 0 - Live 0x0 (OE)\\nice 1 0 - Live 0x0\\nlp 1 0 - Live 0x0
                        sys/module/mlx5_core/srcversion = F9F6E1B8B5B7A2C3D4E5F60
                        sys/module/ice/version = 1.16.3
                        sys/module/ice/srcversion = 1111
                        sys/module/lp/srcversion = 2222
                        """);

        assertThat(inventory.modules())
                .containsExactly(
                        module("ice", Optional.of("1.16.3"), Optional.of("1111"), ""),
                        module("lp", Optional.empty(), Optional.empty(), ""),
                        module(
                                "mlx5_core",
                                Optional.empty(),
                                Optional.of("F9F6E1B8B5B7A2C3D4E5F60"),
                                "OE"));
    }

    private static KernelModule module(
            String name, Optional<String> version, Optional<String> sources, String taints) {
        return new KernelModule(
                name, version, sources, Optional.of(taints).filter(letters -> !letters.isEmpty()));
    }

    private static VirtualFunction vf(NodeInventory inventory) {
        return inventory.physicalFunctions().getLast().virtualFunctions().getFirst();
    }

    private NodeInventory collect(String more) {
        String lines =
                (HOST + more)
                        .replace("IB/", "PCI/0000:01:00.0/infiniband/mlx5_0/")
                        .replace("PF/", "PCI/0000:02:00.0/infiniband/mlx5_1/")
                        .replace("VF/", "PCI/0000:02:00.1/infiniband/mlx5_2/")
                        .replace("PCI/", "sys/devices/pci0000:00/");
        Path root = HostTree.write(folder, lines);
        return new InventoryCollector(
                        new DirectoryHost(root), InstantSource.fixed(Instant.EPOCH), "test")
                .collect(Journal.EMPTY);
    }
}
