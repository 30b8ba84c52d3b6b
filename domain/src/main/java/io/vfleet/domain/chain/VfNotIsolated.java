package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Groups.Membership;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.remedy.Fix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

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
        List<Member> members =
                pf.virtualFunctions().stream()
                        .map(vf -> new Member(vf, host.groups().of(vf)))
                        .toList();
        return new Case(host, pf, members).conclude();
    }

    /// A VF and how it stands.
    private record Member(VirtualFunction vf, Membership membership) {}

    /// One PF and its VFs.
    private record Case(Examination host, PhysicalFunction pf, List<Member> members) {

        Conclusion conclude() {
            if (!having(Membership.Shared.class).isEmpty()) {
                return shared();
            }
            List<Member> bare = new ArrayList<>(having(Membership.None.class));
            bare.addAll(having(Membership.Unprotected.class));
            if (!bare.isEmpty()) {
                return bare(bare);
            }
            return unread().orElseGet(() -> new Conclusion.Intact(subject()));
        }

        private Optional<Conclusion> unread() {
            for (Member one : members) {
                if (one.membership() instanceof Membership.Unread(String path, String reason)) {
                    return Optional.of(new Conclusion.Unknown(subject(), path, reason));
                }
            }
            return host.unread(subject(), pf.path("virtfn*"));
        }

        private Subject subject() {
            return Examination.subject(pf);
        }

        private List<Member> having(Class<? extends Membership> kind) {
            return members.stream().filter(one -> kind.isInstance(one.membership())).toList();
        }

        /// Where the IOMMU is off this follows from it; where that is not known, neither is this.
        private Conclusion bare(List<Member> vfs) {
            Member first = vfs.getFirst();
            String path = first.vf().path("iommu_group");
            if (IommuState.of(host) == IommuState.UNKNOWN) {
                return new Conclusion.Unknown(
                        subject(), path, "absent, and whether the IOMMU is on is not known");
            }
            boolean madeUp = first.membership() instanceof Membership.Unprotected;
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
            Collection<SortedSet<PciAddress>> groups = groups();
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

        // groups have nothing in common: any member tells which one it is
        private Collection<SortedSet<PciAddress>> groups() {
            Map<PciAddress, SortedSet<PciAddress>> groups = new LinkedHashMap<>();
            for (Member one : members) {
                if (one.membership() instanceof Membership.Shared(SortedSet<PciAddress> group)) {
                    groups.putIfAbsent(group.first(), group);
                }
            }
            return groups.values();
        }

        private String described(Collection<SortedSet<PciAddress>> groups, AcsHop hop) {
            String named =
                    groups.stream()
                            .limit(GROUPS_NAMED)
                            .map(group ->
                                    "One IOMMU group holds "
                                            + GroupMembers.described(host, pf, group, hop)
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

        private List<Evidence> proofs(Collection<SortedSet<PciAddress>> groups) {
            return groups.stream()
                    .limit(GROUPS_NAMED)
                    .flatMap(group ->
                            addresses(members).stream()
                                    .filter(group::contains)
                                    .limit(1)
                                    .map(vf ->
                                            Evidence.of(
                                                    vf.sysfsPath() + "/iommu_group/devices",
                                                    Words.list(group),
                                                    WANTED)))
                    .toList();
        }

        private FindingDraft finding(String cause) {
            return new FindingDraft(INFO, subject(), cause).severity(host.isolationSeverity());
        }

        private static List<PciAddress> addresses(List<Member> members) {
            return members.stream().map(one -> one.vf().address()).toList();
        }
    }
}
