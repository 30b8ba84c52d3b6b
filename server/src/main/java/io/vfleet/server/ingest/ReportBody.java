package io.vfleet.server.ingest;

import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.Report;
import io.vfleet.server.nodes.AgentRefusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// A report as it came over the wire.
record ReportBody(byte[] bytes, boolean compressed) {

    static final int MOST_ON_THE_WIRE = 2 << 20;
    static final int MOST_INFLATED = 16 << 20;

    static ReportBody of(HttpServletRequest request) throws IOException {
        boolean compressed = compressed(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        InputStream in = request.getInputStream();
        byte[] bytes = in.readNBytes(MOST_ON_THE_WIRE + 1);
        if (bytes.length > MOST_ON_THE_WIRE) {
            // taken to its end, within reason, so that the sender gets to read the answer
            new Capped(in, MOST_INFLATED).transferTo(OutputStream.nullOutputStream());
            throw AgentRefusal.tooLarge("the body", MOST_ON_THE_WIRE);
        }
        return new ReportBody(bytes, compressed);
    }

    private static boolean compressed(@Nullable String encoding) {
        if (encoding == null || encoding.equals("identity")) {
            return false;
        }
        if (encoding.equals("gzip")) {
            return true;
        }
        throw AgentRefusal.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-encoding",
                "Content-Encoding must be gzip or identity");
    }

    Report parse() {
        try (InputStream in = inflated()) {
            return InventoryJson.readReport(new Capped(in, MOST_INFLATED));
        } catch (MalformedDocument e) {
            throw AgentRefusal.malformed(e);
        } catch (Capped.Exceeded _) {
            throw AgentRefusal.tooLarge("the inflated body", MOST_INFLATED);
        } catch (IOException e) {
            throw AgentRefusal.malformed(
                    new MalformedDocument("", "the body is no complete gzip: " + e.getMessage()));
        }
    }

    private InputStream inflated() throws IOException {
        InputStream in = new ByteArrayInputStream(bytes);
        return compressed ? new GZIPInputStream(in, 8192) : in;
    }

    /// The document as it is kept.
    byte[] gzip() {
        return compressed ? bytes : gzip(bytes);
    }

    static byte[] gzip(byte[] plain) {
        var kept = new ByteArrayOutputStream(plain.length / 4);
        try (var out = new GZIPOutputStream(kept)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return kept.toByteArray();
    }
}
