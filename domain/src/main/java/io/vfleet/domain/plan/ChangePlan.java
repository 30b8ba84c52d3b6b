package io.vfleet.domain.plan;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What a change of another kind than a resize would do, by the host's last report.
///
/// @param already whether it is so already; empty where the report does not tell
/// @param touched the VFs it is about
/// @param steps what the node would do, in order
public record ChangePlan(
        Optional<Boolean> already,
        List<VirtualFunction> touched,
        List<GateOutlook> gates,
        List<String> steps) {

    public ChangePlan {
        touched = List.copyOf(touched);
        gates = List.copyOf(gates);
        steps = List.copyOf(steps);
    }

    public static ChangePlan of(NodeInventory host, Change change) {
        List<VirtualFunction> touched = touched(host, change);
        return new ChangePlan(already(host, change), touched, gates(touched), steps(change));
    }

    private static Optional<Boolean> already(NodeInventory host, Change change) {
        return switch (Shown.by(host, change)) {
            case YES -> Optional.of(true);
            case NO -> Optional.of(false);
            case NOT_TOLD -> Optional.empty();
        };
    }

    private static List<VirtualFunction> touched(NodeInventory host, Change change) {
        return switch (change) {
            case Change.SetVf(var pf, var vf, var _) -> vf(host, pf, vf);
            case Change.BindVfDriver(var pf, var vf, var _) -> vf(host, pf, vf);
            default -> List.of();
        };
    }

    private static List<VirtualFunction> vf(NodeInventory host, PciAddress address, int index) {
        return pf(host, address).stream()
                .flatMap(pf -> pf.virtualFunctions().stream())
                .filter(vf -> vf.index().equals(OptionalInt.of(index)))
                .toList();
    }

    private static Optional<PhysicalFunction> pf(NodeInventory host, PciAddress address) {
        return host.physicalFunctions().stream()
                .filter(pf -> pf.address().equals(address))
                .findFirst();
    }

    private static List<GateOutlook> gates(List<VirtualFunction> touched) {
        List<GateOutlook> all = new ArrayList<>();
        if (!touched.isEmpty()) {
            all.add(GateOutlook.nodeAsks("G1", "default routes by the VF"));
            all.add(GateOutlook.nodeAsks("G2", "the way from the node to this server"));
            all.add(GateOutlook.nodeAsks("G5", "services bound to the VF's addresses"));
            all.add(GateOutlooks.inUse(touched));
        }
        all.add(GateOutlook.nodeAsks("G13", "the node's policy, window and rate"));
        all.add(GateOutlook.nodeAsks("hung-writer", "writes that do not return"));
        return all;
    }

    private static List<String> steps(Change change) {
        return Stream.of(
                        Stream.of(
                                "ask all gates again on the node",
                                "read what is there now, to put it back by",
                                "write the beginning to the node's journal and wait until it is on disk"),
                        writes(change),
                        Stream.of(
                                "read it back; anything else is set back to what was there",
                                "report; the operation succeeds when the report agrees"))
                .flatMap(steps -> steps)
                .toList();
    }

    private static Stream<String> writes(Change change) {
        return switch (change) {
            case Change.SetVf(var pf, var vf, var _) ->
                    Stream.of(
                            "set VF %d of %s over rtnetlink (IFLA_VFINFO_LIST)".formatted(vf, pf));
            case Change.BindVfDriver(var pf, var vf, var driver) ->
                    Stream.of(
                            "take VF %d of %s from its driver".formatted(vf, pf),
                            "write %s to its driver_override".formatted(driver),
                            "give it to " + driver);
            case Change.SetAutoprobe(var pf, var on) ->
                    Stream.of(
                            "write %d to %s/sriov_drivers_autoprobe"
                                    .formatted(on ? 1 : 0, pf.sysfsPath()));
            case Change.ResizeVfs _, Change.Recheck _ ->
                    throw new IllegalArgumentException(change.kind() + " has a plan of its own");
        };
    }
}
