package io.vfleet.bench.http;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;

/// Where the server listens; plain http.
public record Endpoint(InetSocketAddress address, String host) {

    /// The endpoint of `http://127.0.0.1:8080`, or empty when the text names none.
    public static Optional<Endpoint> find(String text) {
        try {
            return find(URI.create(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Endpoint> find(URI uri) {
        boolean root = uri.getRawPath() == null || uri.getRawPath().matches("/?");
        if (!"http".equals(uri.getScheme()) || uri.getHost() == null || !root) {
            return Optional.empty();
        }
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        return Optional.of(
                new Endpoint(new InetSocketAddress(uri.getHost(), port), uri.getRawAuthority()));
    }
}
