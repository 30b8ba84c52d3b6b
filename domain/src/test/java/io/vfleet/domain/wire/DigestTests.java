package io.vfleet.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.Journal;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.inventory.PciAddress;
import io.vfleet.domain.inventory.VfCountOwner;
import io.vfleet.domain.testing.Inventories;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DigestTests {

    /// What moves by itself, and what belongs to the report and not to the inventory.
    private static final String UNSEEN =
            "collectedAt|.*\\.vfAdminReadAt|hugepages.*\\.(free|reserved|surplus)|journal\\.(lastVfChange|beforeBoot).*"
                    + "|schemaVersion|epoch|sequence|changes.*";

    @Test
    void seesEveryChangeButThoseThatHappenByThemselves() throws Exception {
        String before = InventoryJson.digest(GoldenHost.inventory());
        for (Variations.Variation variation : Variations.of(Documents.golden())) {
            boolean same = digest(variation.document()).equals(before);

            assertThat(same)
                    .as("the digest stays the same when %s changes", variation.field())
                    .isEqualTo(variation.field().matches(UNSEEN));
        }
    }

    @Test
    void everyChangeOfAValueIsReadAndWritten() throws Exception {
        for (Variations.Variation variation : Variations.of(Documents.golden())) {
            Report report = InventoryJson.readReport(Documents.stream(variation.document()));

            assertThat(
                            variation.field().equals("schemaVersion")
                                    || Documents.compact(report).equals(variation.document()))
                    .as(variation.field())
                    .isTrue();
        }
    }

    @Test
    void seesAFailedWriteWhichArrivesAsItWas() throws Exception {
        Journal.FailedWrite failed =
                new Journal.FailedWrite(
                        PciAddress.parse("0000:81:00.0"),
                        Instant.parse("2026-02-20T06:30:00Z"),
                        Optional.of("boot"),
                        8,
                        "ENOSPC",
                        "/sys/bus/pci/devices/0000:81:00.0/sriov_numvfs",
                        "8",
                        List.of("ice 0000:81:00.0: Only 7 MSI-X interrupts available"));
        NodeInventory before = Inventories.healthyHost().build();
        NodeInventory after =
                Inventories.healthyHost()
                        .journal(Journal.EMPTY.withFailedWrites(List.of(failed)))
                        .build();

        assertThat(InventoryJson.digest(after)).isNotEqualTo(InventoryJson.digest(before));
        Report report = new Report(1, 1, after, List.of());
        assertThat(
                        InventoryJson.readReport(Documents.stream(Documents.compact(report)))
                                .inventory()
                                .journal()
                                .failedWrites())
                .containsExactly(failed);
    }

    @Test
    void seesWhatFlapsByTheSizeOfItsNumber() throws Exception {
        String nine = InventoryJson.digest(flapping(9, true));

        assertThat(InventoryJson.digest(flapping(15, true))).isEqualTo(nine);
        assertThat(InventoryJson.digest(flapping(16, true))).isNotEqualTo(nine);
        assertThat(InventoryJson.digest(flapping(9, false))).isNotEqualTo(nine);
        NodeInventory lost = Inventories.healthyHost().journal(lost()).build();
        Report report = new Report(1, 1, flapping(15, false), List.of());
        assertThat(arrived(report).inventory().journal().flapping())
                .isEqualTo(report.inventory().journal().flapping());
        assertThat(arrived(new Report(1, 1, lost, List.of())).inventory().journal())
                .isEqualTo(lost());
    }

    @Test
    void whoChangedACountArrives() throws Exception {
        VfCountOwner suspect =
                new VfCountOwner(
                        "netplan", "/etc/netplan/a b.yaml", Optional.empty(), OptionalInt.empty());
        List<Report.Change> changes =
                List.of(
                        change(Optional.empty()),
                        change(Optional.of(new ChangedBy.Operation(new UUID(1, 2)))),
                        change(Optional.of(new ChangedBy.Foreign(Optional.empty()))),
                        change(Optional.of(new ChangedBy.Foreign(Optional.of(suspect)))));

        assertThat(arrived(new Report(1, 1, Inventories.healthyHost().build(), changes)).changes())
                .isEqualTo(changes);
    }

    private static Journal lost() {
        return new Journal(Optional.empty(), List.of(), List.of(), List.of(), 3);
    }

    private static Report.Change change(Optional<ChangedBy> by) {
        return new Report.Change(Instant.EPOCH, "boot", PciAddress.parse("0000:81:00.0"), 4, 8, by);
    }

    private static Report arrived(Report report) throws Exception {
        return InventoryJson.readReport(Documents.stream(Documents.compact(report)));
    }

    private static NodeInventory flapping(int changes, boolean damped) {
        var flap =
                new Journal.Flapping(
                        "/sys/class/net/eth0/operstate",
                        Instant.EPOCH,
                        Instant.EPOCH.plusSeconds(changes),
                        changes,
                        damped);
        return Inventories.healthyHost().journal(Journal.EMPTY.with(List.of(flap))).build();
    }

    @Test
    void isTheSameOnBothEnds() throws Exception {
        NodeInventory received =
                InventoryJson.readReport(Documents.stream(Documents.compact(GoldenHost.report())))
                        .inventory();

        assertThat(InventoryJson.digest(received))
                .isEqualTo(InventoryJson.digest(GoldenHost.inventory()))
                .matches("[0-9a-f]{64}");
    }

    private static String digest(String document) throws Exception {
        return InventoryJson.digest(InventoryJson.readInventory(Documents.stream(document)));
    }
}
