package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.kernel.Kernel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `/sys/firmware/acpi/tables`: the table of the IOMMU is there when the firmware hands it over.
final class AcpiFiles {

    private static final int HEADER = 36;
    private static final int REMAPPING_HEADER = 48;
    private static final int DRHD = 16;
    private static final int IVHD = 24;
    private static final int SPECIAL_DEVICE = 8;

    static final FileTable<Kernel> TABLE =
            new FileTable<Kernel>()
                    .maybe("APIC", _ -> table("APIC", HEADER))
                    .maybe("DSDT", _ -> table("DSDT", HEADER))
                    .maybe("FACP", _ -> table("FACP", HEADER))
                    .maybe("MCFG", _ -> table("MCFG", HEADER))
                    .maybe("DMAR", kernel -> iommu(kernel, true))
                    .maybe("IVRS", kernel -> iommu(kernel, false));

    private AcpiFiles() {}

    private static Optional<Entry> iommu(Kernel kernel, boolean intel) {
        boolean there =
                kernel.machine().firmwareIommu()
                        && kernel.machine().server().cpu().intel() == intel;
        if (!there) {
            return Optional.empty();
        }
        return intel ? dmar() : ivrs();
    }

    // one unit for everything, interrupt remapping offered (VT-d specification §8.1, §8.3)
    private static Optional<Entry> dmar() {
        ByteBuffer bytes = header("DMAR", REMAPPING_HEADER + DRHD);
        bytes.put(HEADER, (byte) 45);
        bytes.put(HEADER + 1, (byte) 1);
        bytes.putShort(REMAPPING_HEADER + 2, (short) DRHD);
        bytes.put(REMAPPING_HEADER + 4, (byte) 1);
        bytes.putLong(REMAPPING_HEADER + 8, 0xfed90000L);
        return Optional.of(new Entry.Bytes(bytes.array()));
    }

    // one unit for everything that names the I/O APIC, without which the kernel does not remap
    // interrupts (AMD I/O virtualization specification, 5.2.2)
    private static Optional<Entry> ivrs() {
        ByteBuffer bytes = header("IVRS", REMAPPING_HEADER + IVHD + SPECIAL_DEVICE);
        bytes.put(REMAPPING_HEADER, (byte) 0x10);
        bytes.putShort(REMAPPING_HEADER + 2, (short) (IVHD + SPECIAL_DEVICE));
        bytes.putShort(REMAPPING_HEADER + 4, (short) 0x02);
        bytes.putLong(REMAPPING_HEADER + 8, 0xfd200000L);
        int entry = REMAPPING_HEADER + IVHD;
        bytes.put(entry, (byte) 72);
        bytes.put(entry + 7, (byte) 1);
        return Optional.of(new Entry.Bytes(bytes.array()));
    }

    private static Optional<Entry> table(String signature, int length) {
        return Optional.of(new Entry.Bytes(header(signature, length).array()));
    }

    private static ByteBuffer header(String signature, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, signature.getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(4, length);
        bytes.put(8, (byte) 1);
        return bytes;
    }
}
