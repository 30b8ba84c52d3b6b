package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Optional;

/// IOMMU groups in a row: those of VFs have one member each and are numbered in the VFs' order.
///
/// Part of the protocol, and frozen like it: agent and server must expect the same.
final class GroupSeries {

    private final Steps steps = new Steps();
    private Optional<IommuGroup> last = Optional.empty();

    void add(IommuGroup group) {
        last = Optional.of(group);
        only(group).ifPresentOrElse(member -> steps.at(member.address()), steps::restart);
    }

    /// The next number, and the only member one step on.
    Optional<IommuGroup> next() {
        return last.filter(group -> group.id() < Integer.MAX_VALUE)
                .flatMap(group -> only(group).flatMap(member -> next(group, member)));
    }

    private Optional<IommuGroup> next(IommuGroup group, IommuGroup.Member member) {
        Optional<PciAddress> address = steps.next();
        return address.map(there ->
                new IommuGroup(
                        group.id() + 1,
                        group.type(),
                        group.name(),
                        List.of(new IommuGroup.Member(there, member.classCode()))));
    }

    private static Optional<IommuGroup.Member> only(IommuGroup group) {
        return group.members().size() == 1
                ? Optional.of(group.members().getFirst())
                : Optional.empty();
    }
}
