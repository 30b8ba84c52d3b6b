package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Card;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.PhysicalFunction.Sriov;
import io.vfleet.domain.inventory.VfAdmin;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts a PF together from its files and those of its VFs.
final class PhysicalFunctions {

    private static final long UNSIGNED = 0xffff_ffffL;
    private static final Pattern VIRTFN = Pattern.compile("virtfn(\\d{1,5})");

    // VF numbers of SR-IOV are 16 bits (PCIe 6.0 §9.3.3)
    private static final int MOST_VFS = 0xffff;

    private final Look look;
    private final PciFunctions functions;
    private final RdmaDevices rdma;
    private final VfUses uses;
    private final SlowFacts slowFacts;
    private final PcieFacts pcie;
    private final Upstream upstream;
    private final Routed routed;

    PhysicalFunctions(
            Look look,
            PciFunctions functions,
            RdmaDevices rdma,
            VfUses uses,
            SlowFacts slowFacts,
            PcieFacts pcie) {
        this.look = look;
        this.functions = functions;
        this.rdma = rdma;
        this.uses = uses;
        this.slowFacts = slowFacts;
        this.pcie = pcie;
        this.upstream = new Upstream(look);
        this.routed = Routed.read(look);
    }

    PhysicalFunction read(PciFunction pf) {
        FunctionFacts facts = FunctionFacts.read(look, pf, rdma);
        SortedMap<Integer, PciAddress> links = vfLinks(pf);
        Optional<Sriov> sriov = sriov(pf);
        noteMissingLinks(pf, sriov, links.size());
        SlowFacts.VfAdmins admins = slowFacts.vfAdmins(look, pf, facts.netdevs(), links.size());
        return new PhysicalFunction(
                pf.address(),
                facts.vendorId(),
                facts.deviceId(),
                pf.classCode(),
                facts.driver(),
                facts.numaNode(),
                facts.iommuGroup(),
                sriov,
                pcie.read(look, pf, facts.deviceId(), sriov),
                Netdevs.ofPhysical(look, pf, facts.netdevs(), slowFacts, routed),
                rdma.withDetails(look, pf, facts.rdmaDevices()),
                virtualFunctions(links, admins),
                upstream.of(pf),
                admins.readAt(),
                card(pf, facts));
    }

    private Card card(PciFunction pf, FunctionFacts facts) {
        Optional<String> vendor = look.hex(pf.path("subsystem_vendor"));
        Optional<String> device = look.hex(pf.path("subsystem_device"));
        return new Card(
                vendor.flatMap(of -> device.map(number -> of + ":" + number)),
                look.hex(pf.path("revision")),
                slowFacts.devlink(look, pf),
                slowFacts.firmware(look, pf, facts.vendorId()));
    }

    private List<VirtualFunction> virtualFunctions(
            Map<Integer, PciAddress> links, SlowFacts.VfAdmins admins) {
        return links.entrySet().stream()
                .map(link -> virtualFunction(link.getKey(), link.getValue(), admins))
                .toList();
    }

    private VirtualFunction virtualFunction(
            int index, PciAddress address, SlowFacts.VfAdmins admins) {
        Optional<VfAdmin> admin = Optional.ofNullable(admins.byIndex().get(index));
        return functions
                .find(address)
                .map(vf ->
                        VirtualFunctions.read(look, vf, rdma, OptionalInt.of(index), admin, uses))
                .orElseGet(() -> VirtualFunctions.unseen(look, address, OptionalInt.of(index)));
    }

    private SortedMap<Integer, PciAddress> vfLinks(PciFunction pf) {
        SortedMap<Integer, PciAddress> links = new TreeMap<>();
        for (String name : pf.entries()) {
            Matcher virtfn = VIRTFN.matcher(name);
            if (virtfn.matches()) {
                look.linkName(pf.path(name))
                        .flatMap(PciAddress::find)
                        .ifPresent(vf -> links.put(Integer.valueOf(virtfn.group(1)), vf));
            }
        }
        return links;
    }

    /// Captures without links know a count and no VF.
    private void noteMissingLinks(PciFunction pf, Optional<Sriov> sriov, int links) {
        int counted = sriov.map(Sriov::numVfs).orElse(OptionalInt.empty()).orElse(0);
        if (!look.whole() && counted > links) {
            look.gap(pf.path("virtfn*"), links + " of " + counted + " captured");
        }
    }

    private Optional<Sriov> sriov(PciFunction pf) {
        if (!pf.has("sriov_totalvfs") && !pf.has("sriov_numvfs")) {
            look.text(pf.path("sriov_totalvfs"));
            return Optional.empty();
        }
        return Optional.of(
                new Sriov(
                        look.count(pf.path("sriov_totalvfs"), MOST_VFS),
                        look.count(pf.path("sriov_numvfs"), MOST_VFS),
                        look.count(pf.path("sriov_offset"), MOST_VFS),
                        look.count(pf.path("sriov_stride"), MOST_VFS),
                        look.hex(pf.path("sriov_vf_device")),
                        look.text(pf.path("sriov_drivers_autoprobe")).map("1"::equals),
                        interruptPool(pf.path("sriov_vf_total_msix"))));
    }

    /// Drivers compute it unsigned: 4294967200 is 96 below none.
    private OptionalInt interruptPool(String path) {
        return look.text(path)
                .filter(text -> text.matches("\\d{10}"))
                .map(Long::parseLong)
                .filter(count -> count > Integer.MAX_VALUE && count <= UNSIGNED)
                .map(count -> OptionalInt.of(count.intValue()))
                .orElseGet(() -> look.count(path));
    }
}
