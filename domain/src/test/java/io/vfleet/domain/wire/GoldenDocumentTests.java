package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.testing.Inventories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class GoldenDocumentTests {

    /// Agents in the field write exactly this, and the digests of their hosts follow from it.
    @Test
    void schemaVersion1IsFrozen() throws Exception {
        byte[] document = Documents.golden().getBytes(UTF_8);
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(document);

        assertThat(HexFormat.of().formatHex(sha256))
                .as(
                        "report-v1.json is never edited: a new field is optional and has tests of its own")
                .isEqualTo("a4486ab6c87f966738ab4d292f01d0f76f53774759d99d2beb8e270aa92b8422");
        assertThat(InventoryJson.digest(GoldenHost.inventory()))
                .isEqualTo("4bd89e7e4ebfcd2f76081e2571dcffca3224ecfaa103ec59966ae9733cb7370a");
    }

    @Test
    void readsAsItsRecords() throws Exception {
        Report report = InventoryJson.readReport(Documents.stream(Documents.golden()));

        assertThat(report).isEqualTo(GoldenHost.report());
    }

    @Test
    void itsRecordsAreWrittenAsIt() throws Exception {
        assertThat(Documents.pretty(GoldenHost.report())).isEqualTo(Documents.golden());
    }

    @Test
    void compactIsTheSameDocument() throws Exception {
        String compact = Documents.compact(GoldenHost.report());

        assertThat(compact).doesNotContain("\n", ": ");
        assertThat(InventoryJson.readReport(Documents.stream(compact)))
                .isEqualTo(GoldenHost.report());
    }

    @Test
    void theInventoryOfAReportCanBeReadAlone() throws Exception {
        NodeInventory inventory = InventoryJson.readInventory(Documents.stream(Documents.golden()));

        assertThat(inventory).isEqualTo(GoldenHost.inventory());
    }

    @Test
    void anInventoryGoesThereAndBack() throws Exception {
        NodeInventory inventory = Inventories.host(3, 17).build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryJson.write(inventory, out, true);

        assertThat(InventoryJson.readInventory(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(inventory);
    }

    @Test
    void aTextThatNoStoreCouldHoldIsMendedWhenWritten() throws Exception {
        NodeInventory inventory = Inventories.healthyHost().hostname("a\u0000b\ud800c").build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryJson.write(inventory, out, false);
        NodeInventory read =
                InventoryJson.readInventory(new ByteArrayInputStream(out.toByteArray()));

        assertThat(read.host().hostname()).contains("a\ufffdb\ufffdc");
        assertThat(InventoryJson.digest(read)).isEqualTo(InventoryJson.digest(inventory));
    }
}
