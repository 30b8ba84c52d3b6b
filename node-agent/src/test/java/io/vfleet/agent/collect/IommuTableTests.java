package io.vfleet.agent.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.CapturedTrees;
import io.vfleet.domain.inventory.Iommu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IommuTableTests {

    @Test
    void theLabsTableDeclaresOneUnit() throws IOException {
        byte[] bytes =
                Files.readAllBytes(
                        CapturedTrees.HEALTHY.root().resolve("sys/firmware/acpi/tables/DMAR"));

        assertThat(IommuTable.parse("DMAR", bytes))
                .contains(
                        new IommuTable(
                                new Iommu.Offer(1, Optional.of(false), Optional.of(false)),
                                Optional.of(true)));
    }

    @Test
    void dmarHasItsFlagsAndCountsUnitsOnly() {
        ByteBuffer table = table(128).put(37, (byte) 0x06);
        // a unit, a reserved region, a unit
        structure(table, 48, 0, 16);
        structure(table, 64, 1, 24);
        structure(table, 88, 0, 16);

        assertThat(parsed("DMAR", table, 104))
                .isEqualTo(
                        new IommuTable(
                                new Iommu.Offer(2, Optional.of(true), Optional.of(true)),
                                Optional.of(false)));
    }

    @Test
    void dmarWithoutUnitsSaysSo() {
        assertThat(parsed("DMAR", table(48), 48).offer().units()).isZero();
    }

    @Test
    void ivrsCountsAUnitOnceAndFindsItsIoApic() {
        ByteBuffer table = table(160).putInt(36, 0x02);
        ivhd(table, 48, 0x10, 24 + 12, 2);
        table.put(72, (byte) 3);
        table.put(76, (byte) 0x48).put(83, (byte) 1);
        ivhd(table, 84, 0x11, 40, 2);

        assertThat(parsed("IVRS", table, 124))
                .isEqualTo(
                        new IommuTable(
                                new Iommu.Offer(1, Optional.empty(), Optional.of(true)),
                                Optional.of(true)));
    }

    @Test
    void ivrsWithoutIoApicRemapsNoInterrupts() {
        ByteBuffer table = table(160);
        ivhd(table, 48, 0x10, 24 + 8, 2);
        // a timer
        table.put(72, (byte) 0x48).put(79, (byte) 2);

        IommuTable parsed = parsed("IVRS", table, 80);

        assertThat(parsed.interruptRemapping()).contains(false);
        assertThat(parsed.offer().units()).isEqualTo(1);
    }

    @Test
    void iortCountsSmmus() {
        ByteBuffer table = table(256).putInt(36, 3).putInt(40, 48);
        node(table, 48, 0, 24);
        node(table, 72, 4, 68);
        node(table, 140, 3, 76);

        assertThat(parsed("IORT", table, 216))
                .isEqualTo(
                        new IommuTable(
                                new Iommu.Offer(2, Optional.empty(), Optional.empty()),
                                Optional.empty()));
    }

    @Test
    void damagedTablesDoNoHarm() {
        ByteBuffer table = table(300).putInt(40, 48);
        ivhd(table, 48, 0x11, 80, 2);
        structure(table, 128, 0, 24);
        Random random = new Random(42);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(table.array(), random.nextInt(table.capacity()));
            for (int hits = random.nextInt(12); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            assertThat(IommuTable.parse("DMAR", damaged)).isNotNull();
            assertThat(IommuTable.parse("IVRS", damaged)).isNotNull();
            assertThat(IommuTable.parse("IORT", damaged)).isNotNull();
        }
    }

    private static IommuTable parsed(String name, ByteBuffer table, int length) {
        return IommuTable.parse(name, Arrays.copyOf(table.array(), length)).orElseThrow();
    }

    private static ByteBuffer table(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void structure(ByteBuffer table, int at, int type, int length) {
        table.putShort(at, (short) type).putShort(at + 2, (short) length);
    }

    private static void ivhd(ByteBuffer table, int at, int type, int length, int device) {
        table.put(at, (byte) type)
                .putShort(at + 2, (short) length)
                .putShort(at + 4, (short) device);
    }

    private static void node(ByteBuffer table, int at, int type, int length) {
        table.put(at, (byte) type).putShort(at + 1, (short) length);
    }
}
