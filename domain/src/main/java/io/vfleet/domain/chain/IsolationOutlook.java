package io.vfleet.domain.chain;

import io.vfleet.domain.chain.Groups.Membership;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import java.util.List;
import java.util.Optional;

/// Whether VFs that a PF will have can be handed out separately.
///
/// @param isolated empty: nothing that was read can tell before they are there
/// @param why what says so
public record IsolationOutlook(Optional<Boolean> isolated, String why) {

    private static final String ROOT = "root-port";

    /// VFs that are there show it; otherwise the ports above do, as far as they can.
    public static IsolationOutlook of(NodeInventory inventory, PhysicalFunction pf) {
        var host = new Examination(inventory, Expectations.NONE, List.of(pf));
        return switch (IommuState.of(host)) {
            case OFF -> no("the IOMMU is off");
            case UNKNOWN -> unknown("whether the IOMMU is on is not known");
            case ACTIVE -> pf.virtualFunctions().isEmpty() ? byPorts(host, pf) : byVfs(host, pf);
        };
    }

    private static IsolationOutlook byVfs(Examination host, PhysicalFunction pf) {
        List<Membership> all =
                pf.virtualFunctions().stream().map(vf -> host.groups().of(vf)).toList();
        if (all.stream().anyMatch(Membership.Shared.class::isInstance)) {
            return no("the VFs there share an IOMMU group; new ones come up behind the same ports");
        }
        if (all.stream().allMatch(Membership.Alone.class::isInstance)) {
            return new IsolationOutlook(
                    Optional.of(true),
                    "each VF there is alone in its IOMMU group; new ones come up behind the same"
                            + " ports");
        }
        return all.stream()
                .filter(Membership.Unread.class::isInstance)
                .map(Membership.Unread.class::cast)
                .findFirst()
                .map(unread -> unknown(unread.path() + ": " + unread.reason()))
                .orElseGet(() -> no("VFs there are in no IOMMU group that protects anything"));
    }

    /// A port without the capability may be one that the kernel knows to be safe; one that has it
    /// switched off is none.
    private static IsolationOutlook byPorts(Examination host, PhysicalFunction pf) {
        Optional<AcsHop.Fails> off =
                AcsHop.all(host, pf)
                        .filter(AcsHop.Fails.class::isInstance)
                        .map(AcsHop.Fails.class::cast)
                        .filter(hop -> hop.kind() != AcsHop.Flaw.NO_CAPABILITY)
                        .findFirst();
        if (off.isPresent()) {
            return no(described(off.get()));
        }
        Optional<AcsHop> open = AcsHop.all(host, pf).findFirst();
        if (open.isPresent()) {
            return unknown(described(open.get()) + ", and no VF is there to show what follows");
        }
        boolean whole =
                !pf.upstream().isEmpty()
                        && pf.upstream().getLast().portType().filter(ROOT::equals).isPresent();
        return whole
                ? new IsolationOutlook(
                        Optional.of(true), "every port above it keeps its traffic apart")
                : unknown("the ports above it are not known up to the root");
    }

    private static String described(AcsHop hop) {
        return switch (hop) {
            case AcsHop.Fails(var port, var type, var flaw, _) ->
                    "the %s %s has %s".formatted(type, port, flaw);
            case AcsHop.NotKnown(var path, var reason) -> path + ": " + reason;
        };
    }

    private static IsolationOutlook no(String why) {
        return new IsolationOutlook(Optional.of(false), why);
    }

    private static IsolationOutlook unknown(String why) {
        return new IsolationOutlook(Optional.empty(), why);
    }
}
