package io.vfleet.domain.plan;

import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfHolder;
import io.vfleet.domain.inventory.VfUse;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The facts that a plan for one PF stands on: where one of them moves, the plan is stale.
public final class PlannedOn {

    private static final String NOT_KNOWN = "not known";

    private PlannedOn() {}

    /// By name, each in words.
    public static SortedMap<String, String> facts(NodeInventory host, PhysicalFunction pf) {
        SortedMap<String, String> facts = new TreeMap<>();
        facts.put("bootId", host.host().bootId().orElse(NOT_KNOWN));
        facts.put("driver", pf.driver().orElse("none"));
        facts.put("numVfs", text(ResizePlan.count(pf)));
        facts.put(
                "totalVfs",
                text(pf.sriov().map(PhysicalFunction.Sriov::totalVfs).orElse(OptionalInt.empty())));
        pf.netdevs().stream()
                .findFirst()
                .flatMap(netdev -> netdev.permanentMac().or(netdev::mac))
                .ifPresent(mac -> facts.put("card", mac));
        pf.netdevs().forEach(netdev -> put(facts, netdev));
        pf.virtualFunctions().forEach(vf -> facts.put("vf " + vf.address(), use(vf)));
        Rival.of(host, pf)
                .forEach(rival -> facts.put("owner " + rival.path(), text(rival.numVfs())));
        return facts;
    }

    private static void put(SortedMap<String, String> facts, Netdev netdev) {
        netdev.master().ifPresent(master -> facts.put("master " + netdev.name(), master));
        netdev.port()
                .defaultRoute()
                .ifPresent(route -> facts.put("defaultRoute " + netdev.name(), route.toString()));
    }

    private static String use(VirtualFunction vf) {
        return switch (vf.use()) {
            case VfUse.Unknown() -> NOT_KNOWN;
            case VfUse.Free() -> "free";
            case VfUse.Held(var holders) ->
                    holders.stream()
                            .map(PlannedOn::holder)
                            .collect(Collectors.joining(", ", "held by ", ""));
        };
    }

    private static String holder(VfHolder holder) {
        return holder.kind() + " " + holder.name();
    }

    private static String text(OptionalInt count) {
        return count.isPresent() ? Integer.toString(count.getAsInt()) : NOT_KNOWN;
    }
}
