package io.vfleet.domain.inventory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the firmware offers and the kernel made of it.
///
/// @param acpiTables which of `DMAR`, `IVRS`, `IORT` stand in `/sys/firmware/acpi/tables`
/// @param units the entries of `/sys/class/iommu`; the folder exists while empty
/// @param interruptRemapping whether the `DMAR` table offers it (byte 37, bit 0); of Intel only
/// @param unsafeNoIommu vfio would hand out devices without protection
/// @param groups the groups that hold a PF or VF, `/sys/kernel/iommu_groups`
/// @param groupCount how many groups there are in all; empty when the folder could not be listed
public record Iommu(
        List<String> acpiTables,
        List<String> units,
        Optional<Boolean> interruptRemapping,
        Optional<Boolean> unsafeNoIommu,
        List<IommuGroup> groups,
        OptionalInt groupCount) {

    public Iommu {
        acpiTables = List.copyOf(acpiTables);
        units = List.copyOf(units);
        groups = List.copyOf(groups);
    }

    /// The group of this number, if it was reported.
    public Optional<IommuGroup> group(int id) {
        return groups.stream().filter(group -> group.id() == id).findFirst();
    }
}
