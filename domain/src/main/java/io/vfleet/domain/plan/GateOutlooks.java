package io.vfleet.domain.plan;

import io.vfleet.domain.chain.VfCountOwnerFiles;
import io.vfleet.domain.inventory.Netdev;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.sizing.VfRoom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks the last report what the node's gates will be asked.
record GateOutlooks(NodeInventory host, PhysicalFunction pf) {

    private static final String ROUTES = "/proc/net/route";

    List<GateOutlook> of(int numVfs, VfRoom.Judgment room) {
        return List.of(
                defaultRoute(),
                GateOutlook.nodeAsks("G2", "the way from the node to this server"),
                upperDevices(),
                GateOutlook.nodeAsks("G4", "storage over the network"),
                GateOutlook.nodeAsks("G5", "services bound to the port's addresses"),
                GateOutlook.nodeAsks("G6", "other ports of the card"),
                vfsInUse(),
                otherOwners(),
                GateOutlook.nodeAsks("G9", "the health of driver and firmware"),
                GateOutlook.nodeAsks("G10", "versions known to go wrong"),
                anythingToDo(numVfs),
                prediction(numVfs, room),
                GateOutlook.nodeAsks("G13", "the node's policy, window and rate"),
                hungWriter());
    }

    private GateOutlook defaultRoute() {
        Optional<Netdev> carrier =
                pf.netdevs().stream()
                        .filter(netdev -> netdev.port().defaultRoute().orElse(false))
                        .findFirst();
        if (carrier.isPresent()) {
            return GateOutlook.refused("G1", "the default route leaves by " + carrier.get().name());
        }
        boolean told =
                !pf.netdevs().isEmpty()
                        && pf.netdevs().stream()
                                .allMatch(netdev -> netdev.port().defaultRoute().isPresent());
        return told
                ? GateOutlook.passed("G1", "no default route of the main table leaves by the port")
                : unread("G1", List.of(ROUTES, pf.path("net")), "default routes");
    }

    /// That nothing stands on the port is more than a report tells.
    private GateOutlook upperDevices() {
        return pf.netdevs().stream()
                .filter(netdev -> netdev.master().isPresent())
                .findFirst()
                .map(netdev ->
                        GateOutlook.refused(
                                "G3",
                                "%s is part of %s"
                                        .formatted(netdev.name(), netdev.master().orElseThrow())))
                .orElseGet(() -> GateOutlook.nodeAsks("G3", "bridges, VLANs and the like on it"));
    }

    private GateOutlook vfsInUse() {
        GateOutlook told = inUse(pf.virtualFunctions());
        return told.verdict() == GateOutlook.Verdict.PASSED
                ? Stream.of("virtfn*", "sriov_numvfs")
                        .flatMap(file -> host.gap(pf.path(file)).stream())
                        .findFirst()
                        .map(gap -> GateOutlook.unknown("G7", gap.path() + ": " + gap.reason()))
                        .orElse(told)
                : told;
    }

    /// Whether one of these VFs is in use.
    static GateOutlook inUse(List<VirtualFunction> vfs) {
        String held =
                vfs.stream()
                        .filter(vf -> vf.use().inUse().orElse(false))
                        .map(GateOutlooks::held)
                        .collect(Collectors.joining("; "));
        if (!held.isEmpty()) {
            return GateOutlook.refused("G7", held);
        }
        long unknown = vfs.stream().filter(vf -> vf.use().inUse().isEmpty()).count();
        return unknown > 0
                ? GateOutlook.unknown(
                        "G7",
                        "of %d VFs it is not known whether they are in use".formatted(unknown))
                : GateOutlook.passed("G7", "no VF of the port is in use");
    }

    private static String held(VirtualFunction vf) {
        return vf.use().holders().stream()
                .map(holder -> holder.kind() + " " + holder.name())
                .collect(Collectors.joining(", ", vf.address() + " by ", ""));
    }

    private GateOutlook otherOwners() {
        String rivals =
                Rival.of(host, pf).stream()
                        .filter(Rival::fights)
                        .map(rival -> "%s by %s".formatted(rival.kind(), rival.path()))
                        .collect(Collectors.joining("; "));
        if (!rivals.isEmpty()) {
            return GateOutlook.refused("G8", "others set the count: " + rivals);
        }
        return VfCountOwnerFiles.unread(host)
                .map(gap -> GateOutlook.unknown("G8", gap.path() + ": " + gap.reason()))
                .orElseGet(
                        () -> GateOutlook.passed("G8", "nobody else on the host sets the count"));
    }

    private GateOutlook anythingToDo(int numVfs) {
        boolean same = ResizePlan.count(pf).stream().anyMatch(count -> count == numVfs);
        return GateOutlook.passed(
                "G11",
                same ? "as many are there already: nothing will be written" : "there is a change");
    }

    private static GateOutlook prediction(int numVfs, VfRoom.Judgment room) {
        String why =
                room.because().stream()
                        .map(limit -> "%s: %s".formatted(limit.kind().id(), limit.says()))
                        .collect(Collectors.joining("; "));
        return switch (room.answer()) {
            case YES -> GateOutlook.passed("G12", "%d VFs are possible".formatted(numVfs));
            case NO -> GateOutlook.refused("G12", why);
            case UNKNOWN -> GateOutlook.unknown("G12", why);
        };
    }

    private GateOutlook hungWriter() {
        String path = pf.path("sriov_numvfs");
        return host.gap(path)
                .map(gap -> GateOutlook.unknown("hung-writer", path + ": " + gap.reason()))
                .orElseGet(() -> GateOutlook.nodeAsks("hung-writer", "writes that do not return"));
    }

    private GateOutlook unread(String gate, List<String> paths, String about) {
        return paths.stream()
                .flatMap(path -> host.gap(path).stream())
                .findFirst()
                .map(gap -> GateOutlook.unknown(gate, gap.path() + ": " + gap.reason()))
                .orElseGet(() -> GateOutlook.nodeAsks(gate, about));
    }
}
