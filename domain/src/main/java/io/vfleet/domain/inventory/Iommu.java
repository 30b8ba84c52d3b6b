package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the firmware offers and the kernel made of it.
///
/// @param acpiTables which of `DMAR`, `IVRS`, `IORT` stand in `/sys/firmware/acpi/tables`
/// @param units the entries of `/sys/class/iommu`; the folder exists while empty
/// @param interruptRemapping whether the table offers it: `DMAR` by a flag (byte 37, bit 0), `IVRS`
///   by naming an I/O APIC; `IORT` says nothing of it
/// @param unsafeNoIommu vfio would hand out devices without protection
/// @param groups the groups that hold a PF or VF, `/sys/kernel/iommu_groups`
/// @param groupCount how many groups there are in all; empty when the folder could not be listed
/// @param unsafeInterrupts vfio would hand out devices though interrupts are not remapped
/// @param offer what else the table says; empty when there is none or it could not be read
/// @param interruptsRemapped what the kernel made of it, by `/proc/interrupts`; empty where that
///   names neither I/O APIC nor MSI, and of older agents
public record Iommu(
        List<String> acpiTables,
        List<String> units,
        Optional<Boolean> interruptRemapping,
        Optional<Boolean> unsafeNoIommu,
        List<IommuGroup> groups,
        OptionalInt groupCount,
        Optional<Boolean> unsafeInterrupts,
        Optional<Offer> offer,
        Optional<Boolean> interruptsRemapped) {

    public Iommu {
        acpiTables = List.copyOf(acpiTables);
        units = List.copyOf(units);
        groups = List.copyOf(groups);
    }

    /// An IOMMU of which no more than its groups is known.
    public Iommu(
            List<String> acpiTables,
            List<String> units,
            Optional<Boolean> interruptRemapping,
            Optional<Boolean> unsafeNoIommu,
            List<IommuGroup> groups,
            OptionalInt groupCount) {
        this(
                acpiTables,
                units,
                interruptRemapping,
                unsafeNoIommu,
                groups,
                groupCount,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// What the firmware's table declares.
    ///
    /// @param units how many; none: the table is there and nothing can come of it
    /// @param x2apicOptOut of `DMAR`: the kernel is asked not to use x2APIC
    /// @param dmaProtection of `DMAR` and `IVRS`: the firmware asks the kernel to turn the IOMMU on
    ///   even where it does not by default
    public record Offer(
            int units, Optional<Boolean> x2apicOptOut, Optional<Boolean> dmaProtection) {}

    /// The group of this number, if it was reported.
    public Optional<IommuGroup> group(int id) {
        return groups.stream().filter(group -> group.id() == id).findFirst();
    }
}
