package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.testing.HostDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// A diagnosis, and what tests ask of it.
record Examined(Diagnosis diagnosis) {

    static final PciAddress PF0 = PciAddress.parse("0000:81:00.0");
    static final PciAddress PF1 = PciAddress.parse("0000:81:00.1");

    static Examined of(HostDraft host) {
        return of(host, Expectations.NONE);
    }

    static Examined of(HostDraft host, Expectations expectations) {
        return of(host.build(), expectations);
    }

    static Examined of(NodeInventory inventory, Expectations expectations) {
        return new Examined(Chain.standard().examine(inventory, expectations));
    }

    static Expectations desired(PciAddress pf, int count) {
        return Expectations.NONE.withDesiredVfs(Map.of(pf, count));
    }

    static Expectations isolationWaived() {
        Expectations none = Expectations.NONE;
        return new Expectations(
                Optional.of("lab"),
                none.desiredVfs(),
                none.vfsPerPf(),
                false,
                none.hugepages(),
                none.rdma(),
                none.vfAdmin());
    }

    /// As if the folder of groups could not be listed.
    static UnaryOperator<Iommu> unlisted() {
        return iommu ->
                new Iommu(
                        iommu.acpiTables(),
                        iommu.units(),
                        iommu.interruptRemapping(),
                        iommu.unsafeNoIommu(),
                        List.of(),
                        OptionalInt.empty());
    }

    /// As if VFIO had made up every group.
    static UnaryOperator<Iommu> madeUp() {
        return iommu ->
                new Iommu(
                        iommu.acpiTables(),
                        iommu.units(),
                        iommu.interruptRemapping(),
                        iommu.unsafeNoIommu(),
                        iommu.groups().stream()
                                .map(group ->
                                        new IommuGroup(
                                                group.id(),
                                                group.type(),
                                                Optional.of("vfio-noiommu"),
                                                group.members()))
                                .toList(),
                        iommu.groupCount());
    }

    /// With one more function in this group, whose inventory the agent does not report.
    static Iommu joined(Iommu iommu, int id, IommuGroup.Member member) {
        Map<Integer, IommuGroup> groups = new TreeMap<>();
        iommu.groups().forEach(group -> groups.put(group.id(), group));
        groups.computeIfPresent(id, (_, group) -> joined(group, member));
        return new Iommu(
                iommu.acpiTables(),
                iommu.units(),
                iommu.interruptRemapping(),
                iommu.unsafeNoIommu(),
                List.copyOf(groups.values()),
                iommu.groupCount());
    }

    private static IommuGroup joined(IommuGroup group, IommuGroup.Member member) {
        List<IommuGroup.Member> members = new ArrayList<>(group.members());
        members.add(member);
        return new IommuGroup(group.id(), group.type(), group.name(), members);
    }

    LinkState verdict() {
        return diagnosis.verdict().state();
    }

    Optional<Link> at() {
        return diagnosis.verdict().link();
    }

    LinkState state(Link link) {
        return link(link).state();
    }

    Diagnosis.LinkDiagnosis link(Link link) {
        return diagnosis.links().get(link.ordinal());
    }

    Diagnosis.PfDiagnosis pf(int index) {
        return diagnosis.physicalFunctions().get(index);
    }

    LinkState state(int pf, Link link) {
        return pf(pf).links().get(link.ordinal()).state();
    }

    /// All findings of this check, wherever they hang.
    List<Finding> all(String check) {
        return diagnosis.findings().filter(finding -> finding.check().equals(check)).toList();
    }

    Finding only(String check) {
        List<Finding> all = all(check);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " findings of " + check + ": " + all);
        }
        return all.getFirst();
    }

    List<Unanswered> unknowns(String check) {
        return diagnosis.links().stream()
                .flatMap(link -> link.unknowns().stream())
                .filter(unknown -> unknown.check().equals(check))
                .toList();
    }

    static List<String> commands(Finding finding) {
        return finding.fix().stream().map(fix -> fix.command()).toList();
    }
}
