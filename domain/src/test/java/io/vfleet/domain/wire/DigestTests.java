package io.vfleet.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.inventory.NodeInventory;
import org.junit.jupiter.api.Test;

class DigestTests {

    /// What moves by itself, and what belongs to the report and not to the inventory.
    private static final String UNSEEN =
            "collectedAt|.*\\.vfAdminReadAt|hugepages.*\\.(free|reserved|surplus)|journal\\..*"
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
