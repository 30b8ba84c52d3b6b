package io.vfleet.agent.collect;

import io.vfleet.agent.host.Host;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NetworkFunction;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    private final Crashes crashes = new Crashes();

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
                HostFacts.read(look)
                        .with(
                                KernelLogFacts.read(look, pfs, orphans, others),
                                crashes.read(look, drivers(pfs, orphans), addresses(roles))),
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

    /// The same with slow facts asked anew, as about every ten minutes.
    public NodeInventory collectAnew(Journal journal) {
        slowFacts.forget();
        return collect(journal);
    }

    /// The same with the card vendor's tool asked anew too, as at the start and after an own
    /// operation.
    public NodeInventory collectWhole(Journal journal) {
        slowFacts.forgetFirmware();
        return collectAnew(journal);
    }

    private static Set<String> drivers(List<PhysicalFunction> pfs, List<VirtualFunction> orphans) {
        Stream<Optional<String>> drivers =
                Stream.concat(
                        pfs.stream().map(PhysicalFunction::driver),
                        vfs(pfs, orphans).map(VirtualFunction::driver));
        return drivers.flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static Set<PciAddress> addresses(FunctionRoles roles) {
        return Stream.concat(roles.physical().stream(), roles.virtual().stream())
                .map(PciFunction::address)
                .collect(Collectors.toSet());
    }

    private static Stream<VirtualFunction> vfs(
            List<PhysicalFunction> pfs, List<VirtualFunction> orphans) {
        return Stream.concat(
                pfs.stream().flatMap(pf -> pf.virtualFunctions().stream()), orphans.stream());
    }

    private static TreeSet<Integer> groups(
            List<PhysicalFunction> pfs, List<VirtualFunction> orphans) {
        TreeSet<Integer> groups = new TreeSet<>();
        pfs.stream().flatMapToInt(pf -> pf.iommuGroup().stream()).forEach(groups::add);
        vfs(pfs, orphans).flatMapToInt(vf -> vf.iommuGroup().stream()).forEach(groups::add);
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
