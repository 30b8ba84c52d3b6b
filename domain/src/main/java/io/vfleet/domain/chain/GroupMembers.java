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
import java.util.stream.Collectors;

/// Says who is in a group, as seen from one PF: itself, its VFs, ports above it, others.
final class GroupMembers {

    private GroupMembers() {}

    static String described(Examination host, PhysicalFunction pf, SortedSet<PciAddress> members) {
        SortedSet<PciAddress> rest = new TreeSet<>(members);
        List<String> parts = new ArrayList<>();
        if (rest.remove(pf.address())) {
            parts.add("the PF " + pf.address());
        }
        vfs(pf, rest).ifPresent(parts::add);
        ports(pf, rest).ifPresent(parts::add);
        bridges(host, rest).ifPresent(parts::add);
        if (!rest.isEmpty()) {
            parts.add("other functions (" + Words.list(rest) + ")");
        }
        return String.join(", ", parts);
    }

    private static Optional<String> vfs(PhysicalFunction pf, Set<PciAddress> rest) {
        List<PciAddress> own =
                pf.virtualFunctions().stream()
                        .map(VirtualFunction::address)
                        .filter(rest::remove)
                        .sorted()
                        .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s of %s (%s)"
                        .formatted(Words.count(own.size(), "VF"), pf.address(), Words.list(own)));
    }

    private static Optional<String> ports(PhysicalFunction pf, Set<PciAddress> rest) {
        String named =
                pf.upstream().stream()
                        .filter(port -> rest.remove(port.address()))
                        .map(GroupMembers::named)
                        .collect(Collectors.joining(", "));
        return named.isEmpty() ? Optional.empty() : Optional.of(named);
    }

    private static String named(UpstreamPort port) {
        String type = port.portType().orElse("port").replace('-', ' ');
        return "the " + type + " " + port.address();
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
