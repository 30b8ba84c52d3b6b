package io.vfleet.agent.collect;

import io.vfleet.agent.host.LinkNames;
import io.vfleet.domain.inventory.Netdev;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The network interfaces of a function; those in other network namespaces do not show.
final class Netdevs {

    private Netdevs() {}

    static List<Netdev> of(Look look, PciFunction function) {
        List<Netdev> netdevs = new ArrayList<>();
        folders(function)
                .forEach(folder ->
                        look.list(folder).stream()
                                .map(name -> read(look, folder + "/" + name, name))
                                .forEach(netdevs::add));
        return netdevs;
    }

    private static Stream<String> folders(PciFunction function) {
        Stream<String> own =
                function.has("net") || function.network()
                        ? Stream.of(function.path("net"))
                        : Stream.empty();
        // virtio puts a device of its own between the function and its interface
        Stream<String> virtio =
                function.entries().stream()
                        .filter(name -> name.startsWith("virtio") && function.network())
                        .sorted()
                        .map(name -> function.path(name + "/net"));
        return function.has("net") ? own : Stream.concat(own, virtio);
    }

    private static Netdev read(Look look, String folder, String name) {
        return new Netdev(
                name,
                look.text(folder + "/address"),
                Optional.empty(),
                look.count(folder + "/mtu"),
                look.text(folder + "/operstate"),
                OptionalInt.empty(),
                Optional.empty());
    }

    /// The same with what is worth reading of PFs only, as a host may have a thousand VFs.
    static List<Netdev> ofPhysical(
            Look look,
            PciFunction function,
            List<Netdev> netdevs,
            SlowFacts slowFacts,
            Routed routed) {
        return netdevs.stream()
                .map(netdev -> ofPhysical(look, function, netdev, slowFacts, routed))
                .toList();
    }

    private static Netdev ofPhysical(
            Look look, PciFunction function, Netdev netdev, SlowFacts slowFacts, Routed routed) {
        String folder = function.path("net/" + netdev.name());
        Optional<String> portName = look.glanceText(folder + "/phys_port_name");
        // of a representor nobody asks for more, as there is one for each VF
        Optional<LinkNames> names =
                portName.filter(SlowFacts::ofRepresentor).isPresent()
                        ? Optional.empty()
                        : slowFacts.linkNames(look, function, netdev.name());
        return new Netdev(
                netdev.name(),
                netdev.mac(),
                names.flatMap(LinkNames::permanentMac).or(() -> permanentMac(look, folder, netdev)),
                netdev.mtu(),
                netdev.operState(),
                speed(look, folder + "/speed"),
                look.rareLinkName(folder + "/master"),
                new Netdev.Port(
                        names.map(LinkNames::altNames).orElse(List.of()),
                        portName.filter(name -> !name.isEmpty()),
                        look.glanceText(folder + "/phys_switch_id").filter(id -> !id.isEmpty()),
                        routed.by(netdev.name())));
    }

    // NET_ADDR_PERM: the address in use is the one the card came with
    private static Optional<String> permanentMac(Look look, String folder, Netdev netdev) {
        String path = folder + "/addr_assign_type";
        Optional<String> type = look.text(path);
        type.filter(it -> !it.equals("0"))
                .ifPresent(it -> look.gap(path, "the address is not the card's own: " + it));
        return type.filter("0"::equals).flatMap(_ -> netdev.mac());
    }

    // "Invalid argument" while the interface is down, -1 while there is no link (speed_show,
    // net/core/net-sysfs.c)
    private static OptionalInt speed(Look look, String path) {
        return look.glanceText(path).filter(text -> text.matches("[1-9]\\d{0,8}")).stream()
                .mapToInt(Integer::parseInt)
                .findFirst();
    }
}
