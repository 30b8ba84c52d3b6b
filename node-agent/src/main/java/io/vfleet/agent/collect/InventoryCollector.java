package io.vfleet.agent.collect;

import io.vfleet.agent.host.Host;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Looks at one host again and again. Keeps nothing of it but what is slow to ask and what cannot
/// change; throws nothing whatever the host may show.
public final class InventoryCollector {

    private final Host host;
    private final InstantSource clock;
    private final String agentVersion;
    private final SlowFacts slowFacts;
    private final SriovCapability capability = new SriovCapability();
    private final PcieFacts pcie = new PcieFacts();

    public InventoryCollector(Host host, InstantSource clock, String agentVersion) {
        this.host = host;
        this.clock = clock;
        this.agentVersion = agentVersion;
        this.slowFacts = new SlowFacts(clock);
    }

    /// The host as it is now, everything sorted: two looks at the same state are equal but for the
    /// time.
    public NodeInventory collect(Journal journal) {
        Look look = new Look(host);
        PciFunctions functions = PciFunctions.walk(look);
        RdmaDevices rdma = RdmaDevices.read(look);
        FunctionRoles roles = FunctionRoles.sort(look, functions, capability);
        VfUses uses = VfUses.read(look, roles.virtual());

        PhysicalFunctions reader =
                new PhysicalFunctions(look, functions, rdma, uses, slowFacts, pcie);
        List<PhysicalFunction> pfs = roles.physical().stream().map(reader::read).toList();
        List<VirtualFunction> orphans =
                roles.orphans(pfs).stream()
                        .map(vf -> VirtualFunctions.orphan(look, vf, rdma, uses))
                        .toList();
        List<NetworkFunction> others =
                roles.others().stream().map(other -> other(look, other, rdma)).toList();

        return new NodeInventory(
                clock.instant(),
                agentVersion,
                HostFacts.read(look),
                IommuFacts.read(look, functions, groups(pfs, orphans)),
                pfs,
                orphans,
                others,
                Hugepages.read(look),
                HostFacts.modules(look),
                rdma.others(),
                VfCountOwners.read(look, pfs),
                KubernetesFacts.read(look),
                Labels.read(look),
                journal,
                look.gaps().list());
    }

    /// The same with slow facts asked anew, as about every ten minutes and after an own operation.
    public NodeInventory collectAnew(Journal journal) {
        slowFacts.forget();
        return collect(journal);
    }

    private static TreeSet<Integer> groups(
            List<PhysicalFunction> pfs, List<VirtualFunction> orphans) {
        TreeSet<Integer> groups = new TreeSet<>();
        Stream<VirtualFunction> vfs =
                Stream.concat(
                        pfs.stream().flatMap(pf -> pf.virtualFunctions().stream()),
                        orphans.stream());
        pfs.stream().flatMapToInt(pf -> pf.iommuGroup().stream()).forEach(groups::add);
        vfs.flatMapToInt(vf -> vf.iommuGroup().stream()).forEach(groups::add);
        return groups;
    }

    private static NetworkFunction other(Look look, PciFunction function, RdmaDevices rdma) {
        FunctionFacts facts = FunctionFacts.read(look, function, rdma);
        return new NetworkFunction(
                function.address(),
                facts.vendorId(),
                facts.deviceId(),
                function.classCode(),
                facts.driver(),
                facts.numaNode(),
                facts.iommuGroup(),
                facts.netdevs(),
                facts.rdmaDevices());
    }
}
