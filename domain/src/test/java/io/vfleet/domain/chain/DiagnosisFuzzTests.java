package io.vfleet.domain.chain;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vfleet.domain.inventory.NodeInventory;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Any document as a node's report.
class DiagnosisFuzzTests {

    @FuzzTest
    void whatIsAcceptedIsWrittenTheSameAndJudged(byte[] document)
            throws IOException, MalformedDocument {
        NodeInventory inventory;
        try {
            inventory = InventoryJson.readInventory(new ByteArrayInputStream(document));
        } catch (MalformedDocument refused) {
            assertThat(refused).message().isNotBlank();
            return;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        InventoryJson.write(inventory, written, false);
        assertThat(InventoryJson.readInventory(new ByteArrayInputStream(written.toByteArray())))
                .isEqualTo(inventory);
        Diagnosis diagnosis = Chain.standard().examine(inventory, Expectations.NONE);
        assertThat(diagnosis.links()).hasSize(Link.values().length);
    }
}
