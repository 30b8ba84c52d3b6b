package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Iommu;
import io.vfleet.domain.inventory.IommuGroup;
import io.vfleet.domain.inventory.PciAddress;
import java.nio.charset.StandardCharsets;
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
    // for a host whose interrupts are not remapped (drivers/vfio/vfio_iommu_type1.c)
    private static final String UNSAFE_INTERRUPTS =
            "/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts";

    // a line for every interrupt, with a column for every processor; those of the I/O APIC come
    // first
    private static final String INTERRUPTS = "/proc/interrupts";
    private static final int FIRST_INTERRUPTS = 64 * 1024;

    private IommuFacts() {}

    /// The groups of `ids` only: a host has hundreds of others.
    static Iommu read(Look look, PciFunctions functions, SortedSet<Integer> ids) {
        // the tables are 0400 but the folder tells enough
        List<String> tables = look.list(TABLES).stream().filter(OFFERS::contains).toList();
        OptionalInt count =
                look.folder(GROUPS)
                        .map(groups -> OptionalInt.of(groups.size()))
                        .orElseGet(OptionalInt::empty);
        Optional<IommuTable> table = table(look, tables);
        return new Iommu(
                tables,
                look.list(UNITS),
                table.flatMap(IommuTable::interruptRemapping),
                look.rareText(NO_IOMMU).map(Look::yes),
                ids.stream().map(id -> group(look, functions, id)).toList(),
                count,
                look.rareText(UNSAFE_INTERRUPTS).map(Look::yes),
                table.map(IommuTable::offer),
                look.rareBytes(INTERRUPTS, FIRST_INTERRUPTS)
                        .flatMap(first -> remapped(new String(first, StandardCharsets.UTF_8))));
    }

    // where interrupts are remapped every such chip is named so (arch/x86/kernel/apic/io_apic.c,
    // drivers/iommu/{intel/irq_remapping,amd/iommu}.c); other processors have other chips
    static Optional<Boolean> remapped(String interrupts) {
        if (interrupts.contains(" IR-")) {
            return Optional.of(true);
        }
        boolean chips = interrupts.contains(" IO-APIC") || interrupts.contains(" PCI-MSI");
        return chips ? Optional.of(false) : Optional.empty();
    }

    // one of the three, by the processor's maker
    private static Optional<IommuTable> table(Look look, List<String> tables) {
        return tables.stream().findFirst().flatMap(name -> table(look, name));
    }

    private static Optional<IommuTable> table(Look look, String name) {
        String path = TABLES + "/" + name;
        Optional<byte[]> bytes = look.bytes(path, IommuTable.LIMIT);
        Optional<IommuTable> table = bytes.flatMap(read -> IommuTable.parse(name, read));
        bytes.filter(_ -> table.isEmpty())
                .ifPresent(read -> look.gap(path, "only " + read.length + " bytes long"));
        return table;
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
