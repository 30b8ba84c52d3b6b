package io.vfleet.server.platform;

import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionConfig;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/// Compresses answers to pages and scripts, and no more. `server.compression` would also unpack
/// what is sent here: Jetty 12.1.12 then spins for good on a body whose gzip is cut short, and
/// knows no limit for a small body that unpacks into a large one. Reports are unpacked by ingest.
@Component
class JettyCompression implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

    /// shorter ones gain nothing
    private static final int SMALLEST_BYTES = 1024;

    private static final String EVERYTHING = "/*";

    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(JettyCompression::compress);
    }

    private static void compress(Server server) {
        var gzip = new GzipCompression();
        gzip.setMinCompressSize(SMALLEST_BYTES);
        var handler = new CompressionHandler(server.getHandler());
        handler.putCompression(gzip);
        handler.putConfiguration(EVERYTHING, answersOnly());
        server.setHandler(handler);
    }

    // hints, text/event-stream, must not wait in a buffer
    private static CompressionConfig answersOnly() {
        return CompressionConfig.builder()
                .compressIncludeMimeType("application/json")
                .compressIncludeMimeType("image/svg+xml")
                .compressIncludeMimeType("text/css")
                .compressIncludeMimeType("text/html")
                .compressIncludeMimeType("text/javascript")
                .compressIncludeMimeType("text/plain")
                .compressExcludePath("/agent/*")
                .decompressExcludePath(EVERYTHING)
                .build();
    }
}
