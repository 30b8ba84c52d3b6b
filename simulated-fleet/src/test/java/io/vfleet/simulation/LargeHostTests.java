package io.vfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.agent.collect.InventoryCollector;
import io.vfleet.domain.inventory.Host.BootArguments;
import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.Pcie;
import io.vfleet.domain.inventory.PhysicalFunction;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.inventory.VirtualFunction;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// A host with eight PFs of 64 VFs each.
class LargeHostTests {

    private static final int MOST_BYTES = 12 * 1024;

    private final SimulatedHost host = LargeHost.build();
    private final InventoryCollector collector =
            new InventoryCollector(host, InstantSource.fixed(Instant.EPOCH), "test");

    @Test
    void itsReportIsSmall() throws IOException {
        NodeInventory inventory = collector.collect(Journal.EMPTY);

        assertThat(inventory.virtualFunctions()).hasSize(512);
        assertThat(gzipped(inventory)).isLessThan(MOST_BYTES);
    }

    @Test
    void itsDeepFactsAreThoseOfItsCards() {
        NodeInventory inventory = collector.collect(Journal.EMPTY);
        PhysicalFunction pf = pf(inventory);
        int vfs = pf.virtualFunctions().size();

        assertThat(inventory.gaps()).isEmpty();
        assertThat(pf.pcie().link())
                .isEqualTo(
                        new Pcie.Link(
                                OptionalInt.of(16_000),
                                OptionalInt.of(16),
                                OptionalInt.of(16_000),
                                OptionalInt.of(16)));
        assertThat(pf.pcie().capability().map(Pcie.Capability::numVfs)).contains(vfs);
        assertThat(pf.pcie().vfBars()).containsExactly(new Pcie.VfBar(0, 64 << 20, true, true));
        assertThat(pf.virtualFunctions())
                .extracting(VirtualFunction::interrupts)
                .containsOnly(OptionalInt.of(5));
        assertThat(inventory.host().kernel().nextBoot())
                .extracting(BootArguments::arguments)
                .allSatisfy(line ->
                        assertThat(inventory.host().kernelCommandLine().orElseThrow())
                                .endsWith(" " + line));
        assertThat(inventory.owners())
                .hasSize(8)
                .extracting(VfCountOwner::numVfs)
                .containsOnly(OptionalInt.of(64));
    }

    private static PhysicalFunction pf(NodeInventory inventory) {
        return inventory.physicalFunctions().stream()
                .filter(pf -> !pf.virtualFunctions().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static int gzipped(NodeInventory inventory) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            InventoryJson.write(new Report(1, 1, inventory, List.of()), gzip);
        }
        return bytes.size();
    }
}
