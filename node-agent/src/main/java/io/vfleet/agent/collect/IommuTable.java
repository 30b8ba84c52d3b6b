package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Iommu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What the firmware's table about IOMMUs declares; a table cut short gives what is whole.
///
/// @param interruptRemapping empty where the table does not tell
record IommuTable(Iommu.Offer offer, Optional<Boolean> interruptRemapping) {

    static final int LIMIT = 256 * 1024;

    // every table begins with 36 bytes, these two with 12 more (struct acpi_table_dmar, _ivrs)
    private static final int STRUCTURES = 48;
    private static final int DMAR_FLAGS = 37;
    private static final int INTR_REMAP = 0x01;
    private static final int X2APIC_OPT_OUT = 0x02;
    private static final int DMA_OPT_IN = 0x04;
    private static final int DRHD = 0;

    private static final int IV_INFO = 36;
    private static final int IV_DMA_REMAP = 0x02;
    private static final int IO_APIC = 1;
    private static final int SPECIAL_DEVICE = 0x48;
    private static final int ACPI_DEVICE = 0xf0;
    private static final int ACPI_DEVICE_UID_LENGTH = 21;

    private static final int IORT_NODES = 40;
    private static final int IORT_NODE = 16;
    private static final int SMMU_V2 = 3;
    private static final int SMMU_V3 = 4;

    /// Empty for a table of another name, or one that ends within its header.
    static Optional<IommuTable> parse(String name, byte[] bytes) {
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < STRUCTURES) {
            return Optional.empty();
        }
        return switch (name) {
            case "DMAR" -> Optional.of(dmar(table));
            case "IVRS" -> Optional.of(ivrs(table));
            case "IORT" -> Optional.of(iort(table));
            default -> Optional.empty();
        };
    }

    private static IommuTable dmar(ByteBuffer table) {
        int flags = table.get(DMAR_FLAGS);
        int units = 0;
        for (int at = STRUCTURES; at + 4 <= table.limit(); ) {
            int length = Short.toUnsignedInt(table.getShort(at + 2));
            if (length < 4 || at + length > table.limit()) {
                break;
            }
            units += table.getShort(at) == DRHD ? 1 : 0;
            at += length;
        }
        return new IommuTable(
                new Iommu.Offer(
                        units,
                        Optional.of((flags & X2APIC_OPT_OUT) != 0),
                        Optional.of((flags & DMA_OPT_IN) != 0)),
                Optional.of((flags & INTR_REMAP) != 0));
    }

    private static IommuTable ivrs(ByteBuffer table) {
        Set<Integer> units = new HashSet<>();
        boolean ioApic = false;
        for (int at = STRUCTURES; at + 8 <= table.limit(); ) {
            int length = Short.toUnsignedInt(table.getShort(at + 2));
            if (length < 8 || at + length > table.limit()) {
                break;
            }
            int header = headerOfIvhd(table.get(at));
            if (header > 0 && length >= header) {
                // the same unit is described once for each generation of kernels
                int segment = Short.toUnsignedInt(table.getShort(at + 16));
                units.add(segment << 16 | Short.toUnsignedInt(table.getShort(at + 4)));
                ioApic |= namesIoApic(table.slice(at + header, length - header));
            }
            at += length;
        }
        boolean remaps = (table.getInt(IV_INFO) & IV_DMA_REMAP) != 0;
        return new IommuTable(
                new Iommu.Offer(units.size(), Optional.empty(), Optional.of(remaps)),
                Optional.of(ioApic));
    }

    private static int headerOfIvhd(byte type) {
        return switch (type) {
            case 0x10 -> 24;
            case 0x11, 0x40 -> 40;
            default -> 0;
        };
    }

    // without it the kernel does not remap interrupts (check_ioapic_information,
    // drivers/iommu/amd/init.c)
    private static boolean namesIoApic(ByteBuffer entries) {
        for (int at = 0; at + 4 <= entries.limit(); ) {
            int type = Byte.toUnsignedInt(entries.get(at));
            int length = lengthOfEntry(entries, at, type);
            if (at + length > entries.limit()) {
                return false;
            }
            if (type == SPECIAL_DEVICE && entries.get(at + 7) == IO_APIC) {
                return true;
            }
            at += length;
        }
        return false;
    }

    private static int lengthOfEntry(ByteBuffer entries, int at, int type) {
        if (type != ACPI_DEVICE) {
            return 4 << (type >> 6);
        }
        int uid = at + ACPI_DEVICE_UID_LENGTH;
        return uid < entries.limit()
                ? ACPI_DEVICE_UID_LENGTH + 1 + Byte.toUnsignedInt(entries.get(uid))
                : entries.limit();
    }

    private static IommuTable iort(ByteBuffer table) {
        int units = 0;
        long at = Integer.toUnsignedLong(table.getInt(IORT_NODES));
        while (at >= STRUCTURES && at + IORT_NODE <= table.limit()) {
            int node = (int) at;
            int length = Short.toUnsignedInt(table.getShort(node + 1));
            if (length < IORT_NODE) {
                break;
            }
            units += table.get(node) == SMMU_V2 || table.get(node) == SMMU_V3 ? 1 : 0;
            at += length;
        }
        return new IommuTable(
                new Iommu.Offer(units, Optional.empty(), Optional.empty()), Optional.empty());
    }
}
