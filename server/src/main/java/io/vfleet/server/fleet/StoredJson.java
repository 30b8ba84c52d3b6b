package io.vfleet.server.fleet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/// Answers with a document as it is stored: zipped to whoever can unzip it.
record StoredJson(byte[] gzip) {

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
