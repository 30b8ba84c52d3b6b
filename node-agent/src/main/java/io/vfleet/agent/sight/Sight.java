package io.vfleet.agent.sight;

import io.vfleet.agent.host.HealthReporter;
import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.PciAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A host as those look at it who must know: what is not there is empty, what cannot be read is an
/// exception that nobody can forget.
public record Sight(Host host) {

    private static final String NETDEVS = "/sys/class/net/";

    public Optional<String> text(String path) throws Unknowable {
        return known(path, host.text(path));
    }

    /// The names in a folder; a folder that does not exist has none.
    public List<String> names(String path) throws Unknowable {
        return known(path, host.list(path)).orElse(List.of());
    }

    public boolean exists(String path) throws Unknowable {
        return known(path, host.bytes(path, 1)).isPresent();
    }

    public Optional<String> link(String path) throws Unknowable {
        return known(path, host.link(path));
    }

    /// The last word of a link's target.
    public Optional<String> linkName(String path) throws Unknowable {
        return link(path).map(target -> target.substring(target.lastIndexOf('/') + 1));
    }

    /// The lines of a table below `/proc`, which this very process always has.
    public List<String> table(String path) throws Unknowable {
        Optional<String> text = text(path);
        if (text.isEmpty() && host.here() && names("/proc/net").isEmpty()) {
            throw new Unknowable(path, "/proc is not there");
        }
        return text.map(lines -> lines.lines().toList()).orElse(List.of());
    }

    public Set<InetAddress> addresses(String netdev) throws Unknowable {
        return known("rtnetlink:" + netdev + "/addresses", host.addresses(netdev)).orElse(Set.of());
    }

    /// What the PF's driver watches over; nothing where there is no devlink to ask.
    public List<HealthReporter> health(PciAddress pf) throws Unknowable {
        return known("devlink:" + pf + "/health", host.health(pf)).orElse(List.of());
    }

    /// The process ids; on the host itself there is always one, this one.
    public List<String> processes() throws Unknowable {
        List<String> processes =
                names("/proc").stream().filter(name -> name.matches("\\d+")).toList();
        if (processes.isEmpty() && host.here()) {
            throw new Unknowable("/proc", "no process is to be seen");
        }
        return processes;
    }

    /// Which boot of the host this is, where that can be read.
    public Optional<String> bootId() {
        return host.text("/proc/sys/kernel/random/boot_id").found().filter(id -> !id.isBlank());
    }

    /// These netdevs and all that stands on them: VLANs, bonds, bridges.
    public Set<String> withUppers(List<String> netdevs) throws Unknowable {
        Set<String> all = new TreeSet<>();
        for (String netdev : netdevs) {
            climb(netdev, all);
        }
        return all;
    }

    /// What stands on a netdev: `master` and `upper_*` of sysfs-class-net.
    public Set<String> uppers(String netdev) throws Unknowable {
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
            case Reading.Failed<T>(String reason) -> throw new Unknowable(what, reason);
        };
    }
}
