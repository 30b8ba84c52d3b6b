package io.vfleet.domain.wire;

import io.vfleet.domain.inventory.NodeInventory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Inventory and report as JSON, schema version 1 (jackson-core streaming, no reflection).
///
/// A report is the inventory's fields with `epoch`, `sequence` and `changes` beside them at the
/// top. On the wire it is terse: a VF or group that goes on from the one before it says only what
/// does not follow ([VfSeries], [GroupSeries]); readers take both forms. Streams are left open. An
/// [IOException] is the stream's own; whatever is wrong with the document is a [MalformedDocument].
public final class InventoryJson {

    private InventoryJson() {}

    /// Writes one JSON document; `pretty` for people.
    public static void write(NodeInventory inventory, OutputStream out, boolean pretty)
            throws IOException {
        JsonOutput.Style style = pretty ? JsonOutput.Style.PRETTY : JsonOutput.Style.COMPACT;
        JsonOutput.document(out, style, fields -> DocumentJson.write(fields, inventory));
    }

    /// As agents send it.
    public static void write(Report report, OutputStream out) throws IOException {
        write(report, out, JsonOutput.Style.TERSE);
    }

    /// For people, and for servers that do not read the terse form yet.
    public static void writeAtLength(Report report, OutputStream out) throws IOException {
        write(report, out, JsonOutput.Style.COMPACT);
    }

    private static void write(Report report, OutputStream out, JsonOutput.Style style)
            throws IOException {
        JsonOutput.document(out, style, fields -> DocumentJson.write(fields, report));
    }

    /// The inventory of a document; that of a report too.
    public static NodeInventory readInventory(InputStream in)
            throws MalformedDocument, IOException {
        return JsonInput.document(in, DocumentJson.OfInventory::new);
    }

    public static Report readReport(InputStream in) throws MalformedDocument, IOException {
        return JsonInput.document(in, DocumentJson.OfReport::new);
    }

    /// SHA-256 in hex over the canonical document without what moves by itself: `collectedAt`,
    /// `vfAdminReadAt` and `readAt`, counters of errors, times and numbers in the kernel's lines,
    /// the hugepages' `free`, `reserved` and `surplus`, the journal but for its failed writes and
    /// what flaps.
    public static String digest(NodeInventory inventory) {
        MessageDigest sha256 = sha256();
        DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha256);
        try {
            JsonOutput.document(
                    out, JsonOutput.Style.STEADY, fields -> DocumentJson.write(fields, inventory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
