package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.NodeInventory;
import java.io.InputStream;
import java.io.OutputStream;

/// Inventory and report as JSON, schema version 1 (jackson-core streaming, no reflection).
///
/// A report is the inventory's fields with `epoch`, `sequence` and `changes` beside them at the
/// top.
@SuppressWarnings("UnusedVariable")
public final class InventoryJson {

    private InventoryJson() {}

    /// Writes one JSON document; `pretty` for people.
    public static void write(NodeInventory inventory, OutputStream out, boolean pretty) {
        throw new UnsupportedOperationException();
    }

    public static void write(Report report, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    public static NodeInventory readInventory(InputStream in) throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    public static Report readReport(InputStream in) throws MalformedDocument {
        throw new UnsupportedOperationException();
    }

    /// SHA-256 in hex over the canonical document without what moves by itself: `collectedAt`,
    /// `vfAdminReadAt`, the hugepages' `free`, `reserved` and `surplus`, the journal.
    public static String digest(NodeInventory inventory) {
        throw new UnsupportedOperationException();
    }
}
