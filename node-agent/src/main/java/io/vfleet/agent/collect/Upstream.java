package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.UpstreamPort.Acs;
import io.vfleet.domain.inventory.UpstreamPort.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bridges above a function, by where its entry in `/sys/bus/pci/devices` links to. The ports
/// of a card share theirs, which are read once in a look.
final class Upstream {

    private final Look look;
    private final Map<PciAddress, UpstreamPort> ports = new HashMap<>();

    Upstream(Look look) {
        this.look = look;
    }

    List<UpstreamPort> of(PciFunction function) {
        Optional<String> target = look.glanceLink(function.folder());
        if (target.isEmpty()) {
            // a gap at the folder itself would cover all the function's files
            look.gap("realpath:" + function.folder(), Look.NOT_CAPTURED);
            return List.of();
        }
        return bridges(target.get(), function.address()).stream()
                .map(bridge -> ports.computeIfAbsent(bridge, this::port))
                .toList();
    }

    /// Nearest first; only those of the function's own root bus, because a VMD's domain hangs below
    /// an endpoint of another: `…/0000:c9:00.5/pci10000:c0/10000:c0:02.0/10000:c1:00.0`.
    static List<PciAddress> bridges(String target, PciAddress function) {
        List<PciAddress> bridges = new ArrayList<>();
        for (String component : target.split("/")) {
            if (component.startsWith("pci")) {
                bridges.clear();
            }
            PciAddress.find(component).ifPresent(bridges::addFirst);
        }
        bridges.remove(function);
        return bridges;
    }

    private UpstreamPort port(PciAddress bridge) {
        String path = bridge.sysfsPath() + "/config";
        Optional<ConfigSpace> config = look.bytes(path, ConfigSpace.SIZE).map(ConfigSpace::new);
        Optional<Acs> acs = config.flatMap(ConfigSpace::acs);
        config.filter(space -> acs.isEmpty() && !space.complete())
                .ifPresent(space -> look.gap(path, shortRead(space)));
        return new UpstreamPort(
                bridge,
                config.flatMap(ConfigSpace::portType),
                acs,
                windows(bridge.sysfsPath() + "/resource"),
                BusErrorCounts.read(look, bridge.sysfsPath()),
                config.flatMap(ConfigSpace::buses),
                config.map(ConfigSpace::link).orElse(Pcie.Link.NONE));
    }

    private List<Window> windows(String path) {
        return look.text(path)
                .map(text -> Resources.parse(look, path, text).windows())
                .orElse(List.of());
    }

    static String shortRead(ConfigSpace config) {
        return "only "
                + config.length()
                + " of 4096 bytes readable"
                + (config.length() <= 64 ? ": needs CAP_SYS_ADMIN" : "");
    }
}
