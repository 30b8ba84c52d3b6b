package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Documents as text.
final class Documents {

    private Documents() {}

    static String golden() {
        return resource("/wire/report-v1.json");
    }

    /// A report with the fields that joined later.
    static String later() {
        return resource("/wire/report-v1-later.json");
    }

    /// A report as it travels, of a host with VFs in several rows.
    static String terse() {
        return resource("/wire/report-v1-terse.json");
    }

    private static String resource(String name) {
        try (InputStream in = Documents.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    static String compact(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryJson.writeAtLength(report, out);
        return out.toString(UTF_8);
    }

    /// As agents send it.
    static String terse(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InventoryJson.write(report, out);
        return out.toString(UTF_8);
    }

    static String pretty(Report report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonOutput.document(
                out, JsonOutput.Style.PRETTY, fields -> DocumentJson.write(fields, report));
        return out.toString(UTF_8);
    }
}
