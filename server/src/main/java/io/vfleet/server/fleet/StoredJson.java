package io.vfleet.server.fleet;

import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// Answers with a stored document: zipped to whoever can unzip it.
record StoredJson(byte[] gzip) {

    /// A report, which agents send and the store keeps in the terse form.
    static StoredJson atLength(byte[] report) {
        var out = new ByteArrayOutputStream(4 * report.length);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(report));
                var gzip = new GZIPOutputStream(out)) {
            InventoryJson.writeAtLength(InventoryJson.readReport(in), gzip);
        } catch (MalformedDocument e) {
            throw new IllegalStateException("a report that was taken in cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StoredJson(out.toByteArray());
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (takesGzip(request)) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            response.setContentLength(gzip.length);
            response.getOutputStream().write(gzip);
            return;
        }
        try (var json = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            json.transferTo(response.getOutputStream());
        }
    }

    private static boolean takesGzip(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && accepted.toLowerCase(Locale.ROOT).contains("gzip")
                && !accepted.contains("gzip;q=0");
    }
}
