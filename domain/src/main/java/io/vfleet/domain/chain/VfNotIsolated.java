package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Groups.Membership;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A VF that shares its IOMMU group with anything but bridges cannot be handed out by itself. Two
/// PFs in one group are fine as long as every VF is alone.
final class VfNotIsolated implements PfCheck {

    static final String ID = "vf-not-isolated";

    private static final CheckInfo INFO =
            CheckInfo.critical(
                            ID,
                            "D08",
                            Link.FIRMWARE,
                            "Is every VF alone in its IOMMU group, and if not, which port merges"
                                    + " them?")
                    .showing(Symptom.VF_NOT_ISOLATED)
                    .causedBy(IommuOffInKernel.ID, IommuOffInFirmware.ID);
    private static final int GROUPS_NAMED = 3;
    private static final String WANTED = "the VF alone, bridges aside";

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Conclusion conclude(Examination host, PhysicalFunction pf) {
        Subject subject = Examination.subject(pf);
        if (pf.virtualFunctions().isEmpty()) {
            return Scope.vfs(pf) == 0
                    ? new Conclusion.NotApplicable(subject, "no VFs")
                    : new Conclusion.Unknown(subject, pf.path("virtfn*"), "no VF is listed");
        }
        Map<VirtualFunction, Membership> memberships =
                new TreeMap<>((a, b) -> a.address().compareTo(b.address()));
        pf.virtualFunctions().forEach(vf -> memberships.put(vf, host.groups().of(vf)));
        return new Case(host, pf, memberships).conclude();
    }

    /// One PF and how its VFs stand.
    private record Case(
            Examination host, PhysicalFunction pf, Map<VirtualFunction, Membership> memberships) {

        Conclusion conclude() {
            if (!having(Membership.Shared.class).isEmpty()) {
                return shared();
            }
            List<VirtualFunction> bare = new ArrayList<>(having(Membership.None.class));
            bare.addAll(having(Membership.Unprotected.class));
            if (!bare.isEmpty()) {
                return bare(bare);
            }
            return unread().orElseGet(() -> new Conclusion.Intact(subject()));
        }

        private Optional<Conclusion> unread() {
            return memberships.values().stream()
                    .flatMap(one ->
                            one instanceof Membership.Unread unread
                                    ? Stream.of(unread)
                                    : Stream.empty())
                    .findFirst()
                    .<Conclusion>map(
                            one -> new Conclusion.Unknown(subject(), one.path(), one.reason()))
                    .or(() -> host.unread(subject(), pf.path("virtfn*")));
        }

        private Subject subject() {
            return Examination.subject(pf);
        }

        private List<VirtualFunction> having(Class<? extends Membership> kind) {
            return memberships.entrySet().stream()
                    .filter(one -> kind.isInstance(one.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /// Where the IOMMU is off this follows from it; where that is not known, neither is this.
        private Conclusion bare(List<VirtualFunction> vfs) {
            VirtualFunction first = vfs.getFirst();
            String path = first.path("iommu_group");
            if (IommuState.of(host) == IommuState.UNKNOWN) {
                return new Conclusion.Unknown(
                        subject(), path, "absent, and whether the IOMMU is on is not known");
            }
            boolean madeUp = memberships.get(first) instanceof Membership.Unprotected;
            String cause =
                    "%s of %s in no IOMMU group that protects anything: %s."
                            .formatted(
                                    Words.count(vfs.size(), "VF"),
                                    pf.address() + (vfs.size() == 1 ? " is" : " are"),
                                    Words.list(addresses(vfs)));
            return finding(cause)
                    .fix(Fix.of("dmesg | grep -i -e DMAR -e AMD-Vi -e iommu"))
                    .evidence(
                            Evidence.of(
                                    madeUp ? path + "/name" : path,
                                    madeUp ? IommuState.UNPROTECTED : "absent",
                                    "a group of the VF's own"))
                    .conclude();
        }

        private Conclusion shared() {
            Set<SortedSet<PciAddress>> groups = groups();
            AcsHop hop = AcsHop.of(host, pf);
            FindingDraft finding =
                    finding(described(groups, hop) + " " + described(hop)).evidence(proofs(groups));
            if (hop instanceof AcsHop.Fails fails) {
                finding.evidence(
                        Evidence.of(
                                fails.port().sysfsPath() + "/config",
                                fails.type() + ", " + fails.flaw(),
                                "ACS with SV, RR, CR and UF on, as far as offered"));
            }
            return finding.fix(AcsFixes.of(host, pf, hop)).conclude();
        }

        private Set<SortedSet<PciAddress>> groups() {
            Set<SortedSet<PciAddress>> groups = new LinkedHashSet<>();
            for (Membership one : memberships.values()) {
                if (one instanceof Membership.Shared(SortedSet<PciAddress> members)) {
                    groups.add(members);
                }
            }
            return groups;
        }

        private String described(Set<SortedSet<PciAddress>> groups, AcsHop hop) {
            String named =
                    groups.stream()
                            .limit(GROUPS_NAMED)
                            .map(members ->
                                    "One IOMMU group holds "
                                            + GroupMembers.described(host, pf, members, hop)
                                            + ".")
                            .collect(Collectors.joining(" "));
            int more = groups.size() - GROUPS_NAMED;
            String rest = more > 0 ? " " + Words.count(more, "more group") + " like it." : "";
            return named + rest + " They cannot be handed out separately.";
        }

        private static String described(AcsHop hop) {
            return switch (hop) {
                case AcsHop.Fails(PciAddress port, String type, String flaw, _) ->
                        "The first upstream port at fault is the %s %s: %s."
                                .formatted(type, port, flaw);
                case AcsHop.NotKnown(String path, String reason) ->
                        "Which upstream port is at fault is not known (%s: %s)."
                                .formatted(path, reason);
            };
        }

        private List<Evidence> proofs(Set<SortedSet<PciAddress>> groups) {
            return groups.stream()
                    .limit(GROUPS_NAMED)
                    .flatMap(members ->
                            addresses(memberships.keySet()).stream()
                                    .filter(members::contains)
                                    .limit(1)
                                    .map(vf ->
                                            Evidence.of(
                                                    vf.sysfsPath() + "/iommu_group/devices",
                                                    Words.list(members),
                                                    WANTED)))
                    .toList();
        }

        private FindingDraft finding(String cause) {
            return new FindingDraft(INFO, subject(), cause).severity(host.isolationSeverity());
        }

        private static List<PciAddress> addresses(Iterable<VirtualFunction> vfs) {
            List<PciAddress> addresses = new ArrayList<>();
            vfs.forEach(vf -> addresses.add(vf.address()));
            return addresses;
        }
    }
}
