package io.vfleet.agent.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vfleet.agent.UsageProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// `--metrics-port PORT`: an agent's `/metrics` and `/healthz`, for this machine only.
final class LocalPage implements AutoCloseable {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int BACKLOG = 8;

    private final HttpServer http;

    private LocalPage(HttpServer http) {
        this.http = http;
    }

    /// @throws UsageProblem when somebody else listens there
    static LocalPage serve(int port, Figures figures) throws UsageProblem {
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            HttpServer http = HttpServer.create(loopback, BACKLOG);
            http.createContext(
                    "/metrics", exchange -> answer(exchange, 200, PROMETHEUS, figures.metrics()));
            http.createContext("/healthz", exchange -> health(exchange, figures));
            http.start();
            return new LocalPage(http);
        } catch (IOException | UncheckedIOException e) {
            throw new UsageProblem(
                    "--metrics-port: cannot listen on " + loopback + ": " + e.getMessage());
        }
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private static void health(HttpExchange exchange, Figures figures) throws IOException {
        Optional<String> trouble = figures.trouble();
        answer(exchange, trouble.isEmpty() ? 200 : 503, TEXT, trouble.orElse("ok") + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
