package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;

/// Reads what the firmware offers and which groups the kernel made.
final class IommuFacts {

    private static final String GROUPS = "/sys/kernel/iommu_groups";
    private static final String TABLES = "/sys/firmware/acpi/tables";
    private static final String UNITS = "/sys/class/iommu";
    private static final Set<String> OFFERS = Set.of("DMAR", "IVRS", "IORT");

    private IommuFacts() {}

    /// The groups of `ids` only: a host has hundreds of others.
    static Iommu read(Look look, PciFunctions functions, SortedSet<Integer> ids) {
        // the tables are 0400 but the folder tells enough
        List<String> tables = look.list(TABLES).stream().filter(OFFERS::contains).toList();
        OptionalInt count =
                look.folder(GROUPS)
                        .map(groups -> OptionalInt.of(groups.size()))
                        .orElseGet(OptionalInt::empty);
        return new Iommu(
                tables,
                look.list(UNITS),
                ids.stream().map(id -> group(look, functions, id)).toList(),
                count);
    }

    private static IommuGroup group(Look look, PciFunctions functions, int id) {
        String folder = GROUPS + "/" + id;
        return new IommuGroup(
                id,
                look.text(folder + "/type"),
                look.rareText(folder + "/name"),
                look.list(folder + "/devices").stream()
                        .flatMap(name -> PciAddress.find(name).stream())
                        .sorted()
                        .map(address -> member(functions, address))
                        .toList());
    }

    private static IommuGroup.Member member(PciFunctions functions, PciAddress address) {
        return new IommuGroup.Member(
                address, functions.find(address).flatMap(PciFunction::classCode));
    }
}
