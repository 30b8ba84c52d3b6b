package io.vfleet.agent.operate;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A host as gates look at it: what is not there is empty, what cannot be read is an exception that
/// nobody can forget.
record Sight(Host host) {

    private static final String NETDEVS = "/sys/class/net/";

    Optional<String> text(String path) throws Unknowable {
        return known(path, host.text(path));
    }

    /// The names in a folder; a folder that does not exist has none.
    List<String> names(String path) throws Unknowable {
        return known(path, host.list(path)).orElse(List.of());
    }

    boolean exists(String path) throws Unknowable {
        return known(path, host.bytes(path, 1)).isPresent();
    }

    Optional<String> link(String path) throws Unknowable {
        return known(path, host.link(path));
    }

    /// The last word of a link's target.
    Optional<String> linkName(String path) throws Unknowable {
        return link(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /// The lines of a table below `/proc`, which this very process always has.
    List<String> table(String path) throws Unknowable {
        Optional<String> text = text(path);
        if (text.isEmpty() && host.here() && names("/proc/net").isEmpty()) {
            throw new Unknowable("cannot read " + path + ": /proc is not there");
        }
        return text.map(lines -> lines.lines().toList()).orElse(List.of());
    }

    Set<InetAddress> addresses(String netdev) throws Unknowable {
        return known("the addresses of " + netdev, host.addresses(netdev)).orElse(Set.of());
    }

    /// The process ids; on the host itself there is always one, this one.
    List<String> processes() throws Unknowable {
        List<String> processes =
                names("/proc").stream().filter(name -> name.matches("\\d+")).toList();
        if (processes.isEmpty() && host.here()) {
            throw new Unknowable("no process is to be seen in /proc");
        }
        return processes;
    }

    /// These netdevs and all that stands on them: VLANs, bonds, bridges.
    Set<String> withUppers(List<String> netdevs) throws Unknowable {
        Set<String> all = new TreeSet<>();
        for (String netdev : netdevs) {
            climb(netdev, all);
        }
        return all;
    }

    /// What stands on a netdev: `master` and `upper_*` of sysfs-class-net.
    Set<String> uppers(String netdev) throws Unknowable {
        Set<String> uppers = new TreeSet<>();
        linkName(NETDEVS + netdev + "/master").ifPresent(uppers::add);
        for (String name : names(NETDEVS + netdev)) {
            if (name.startsWith("upper_")) {
                uppers.add(name.substring("upper_".length()));
            }
        }
        return uppers;
    }

    private void climb(String netdev, Set<String> all) throws Unknowable {
        if (!all.add(netdev)) {
            return;
        }
        for (String upper : uppers(netdev)) {
            climb(upper, all);
        }
    }

    private static <T> Optional<T> known(String what, Reading<T> reading) throws Unknowable {
        return switch (reading) {
            case Reading.Value<T>(T value) -> Optional.of(value);
            case Reading.Absent<T>() -> Optional.empty();
            case Reading.Failed<T>(String reason) ->
                    throw new Unknowable("cannot read " + what + ": " + reason);
        };
    }
}
