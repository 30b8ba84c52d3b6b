package io.vfleet.server.plans;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.plan.Rival;
import java.util.List;

/// Who stands in the way of a change of a PF, by a report.
///
/// @param holders VFs in use
public record InTheWay(List<PlanView.Destroyed> holders, List<PlanView.Owner> owners) {

    public InTheWay {
        holders = List.copyOf(holders);
        owners = List.copyOf(owners);
    }

    /// Those of the VFs that are in use, and by whom.
    public static List<PlanView.Destroyed> holders(List<VirtualFunction> vfs) {
        return vfs.stream()
                .filter(vf -> vf.use().inUse().orElse(false))
                .map(Drafts::destroyed)
                .toList();
    }

    public static InTheWay of(NodeInventory host, PhysicalFunction pf) {
        return new InTheWay(
                holders(pf.virtualFunctions()),
                Rival.of(host, pf).stream().map(Drafts::owner).toList());
    }
}
