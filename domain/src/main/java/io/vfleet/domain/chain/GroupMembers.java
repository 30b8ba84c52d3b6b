package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.UpstreamPort;
import io.vfleet.domain.inventory.VirtualFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Says who is in a group, as seen from one PF: itself, its VFs, ports above it, others.
final class GroupMembers {

    private GroupMembers() {}

    /// @param members of one group
    /// @param hop the port at fault, whose flaw is told along with it
    static String described(
            Examination host, PhysicalFunction pf, SortedSet<PciAddress> members, AcsHop hop) {
        SortedSet<PciAddress> rest = new TreeSet<>(members);
        List<String> parts = new ArrayList<>();
        boolean withPf = rest.remove(pf.address());
        if (withPf) {
            parts.add("the PF " + pf.address());
        }
        vfs(pf, rest, withPf).ifPresent(parts::add);
        parts.addAll(ports(pf, rest, hop));
        bridges(host, rest).ifPresent(parts::add);
        if (!rest.isEmpty()) {
            parts.add("other functions (" + Words.list(rest) + ")");
        }
        return joined(parts);
    }

    private static String joined(List<String> parts) {
        int last = parts.size() - 1;
        return last == 0
                ? parts.getFirst()
                : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
    }

    private static Optional<String> vfs(PhysicalFunction pf, Set<PciAddress> rest, boolean withPf) {
        List<PciAddress> own =
                pf.virtualFunctions().stream()
                        .map(VirtualFunction::address)
                        .filter(rest::remove)
                        .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        String vfs = Words.count(own.size(), "VF");
        String whose = withPf ? "its " + vfs : vfs + " of " + pf.address();
        return Optional.of("%s (%s)".formatted(whose, Words.list(own)));
    }

    private static List<String> ports(PhysicalFunction pf, Set<PciAddress> rest, AcsHop hop) {
        return pf.upstream().stream()
                .filter(port -> rest.remove(port.address()))
                .map(port -> named(port) + flaw(port, hop))
                .toList();
    }

    private static String named(UpstreamPort port) {
        String type = port.portType().orElse("port").replace('-', ' ');
        return "the " + type + " " + port.address();
    }

    private static String flaw(UpstreamPort port, AcsHop hop) {
        return hop instanceof AcsHop.Fails fails && fails.port().equals(port.address())
                ? " (" + fails.flaw() + ")"
                : "";
    }

    private static Optional<String> bridges(Examination host, Set<PciAddress> rest) {
        List<PciAddress> bridges =
                host.inventory().iommu().groups().stream()
                        .flatMap(group -> group.members().stream())
                        .filter(IommuGroup.Member::bridge)
                        .map(IommuGroup.Member::address)
                        .filter(rest::remove)
                        .sorted()
                        .toList();
        return bridges.isEmpty()
                ? Optional.empty()
                : Optional.of("bridges (" + Words.list(bridges) + ")");
    }
}
