package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;

/// Reads what the firmware offers and which groups the kernel made.
final class IommuFacts {

    private static final String GROUPS = "/sys/kernel/iommu_groups";
    private static final String TABLES = "/sys/firmware/acpi/tables";
    private static final String UNITS = "/sys/class/iommu";
    private static final Set<String> OFFERS = Set.of("DMAR", "IVRS", "IORT");

    // for a host without IOMMU: a guest could write anywhere (drivers/vfio/group.c)
    private static final String NO_IOMMU = "/sys/module/vfio/parameters/enable_unsafe_noiommu_mode";
    // after the header of 36 bytes and the width (struct acpi_table_dmar)
    private static final int DMAR_FLAGS = 37;
    private static final int INTR_REMAP = 0x01;

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
                interruptRemapping(look, tables),
                look.rareText(NO_IOMMU).map(Look::yes),
                ids.stream().map(id -> group(look, functions, id)).toList(),
                count);
    }

    private static Optional<Boolean> interruptRemapping(Look look, List<String> tables) {
        if (!tables.contains("DMAR")) {
            return Optional.empty();
        }
        String path = TABLES + "/DMAR";
        Optional<byte[]> table = look.bytes(path, DMAR_FLAGS + 1);
        table.filter(bytes -> bytes.length <= DMAR_FLAGS)
                .ifPresent(bytes -> look.gap(path, "only " + bytes.length + " bytes long"));
        return table.filter(bytes -> bytes.length > DMAR_FLAGS)
                .map(bytes -> (bytes[DMAR_FLAGS] & INTR_REMAP) != 0);
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
