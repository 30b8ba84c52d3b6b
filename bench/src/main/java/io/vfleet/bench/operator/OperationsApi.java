package io.vfleet.bench.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vfleet.bench.http.Connection;
import io.vfleet.bench.http.ConnectionLog;
import io.vfleet.bench.http.Endpoint;
import io.vfleet.bench.http.EventLoop;
import io.vfleet.bench.http.Exchange;
import io.vfleet.bench.http.Request;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// `/api/v1/operations` as an API token's owner uses it, on as many connections as it takes.
final class OperationsApi {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();
    private static final String ROUTE = "/api/v1/operations";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int HOLD_SECONDS = 15;

    // one that the server gave up is opened again, as every client of a REST API does
    private static final ConnectionLog UNHEARD =
            new ConnectionLog() {
                @Override
                public void opened() {}

                @Override
                public void lost() {}
            };

    private final EventLoop loop;
    private final Endpoint server;
    private final String token;
    private final Deque<Connection> free = new ArrayDeque<>();

    OperationsApi(EventLoop loop, Endpoint server, String token) {
        this.loop = loop;
        this.server = server;
        this.token = token;
    }

    void recheck(String nodeId, Consumer<Exchange> done) {
        List<String> headers = new ArrayList<>(headers());
        headers.add("Content-Type: application/json");
        headers.add("Idempotency-Key: " + UUID.randomUUID());
        send(new Request("POST", ROUTE, headers, body(nodeId), TIMEOUT), done);
    }

    /// The operation as it is, or as it is when it has changed.
    void get(String id, Consumer<Exchange> done) {
        String target = ROUTE + "/" + id + "?wait=" + HOLD_SECONDS + "s";
        Duration timeout = TIMEOUT.plusSeconds(HOLD_SECONDS);
        send(new Request("GET", target, headers(), new byte[0], timeout), done);
    }

    private List<String> headers() {
        return List.of(
                "Accept: application/json, application/problem+json",
                "Authorization: Bearer " + token);
    }

    private static byte[] body(String nodeId) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("kind", "RECHECK");
            out.writeStringProperty("node", nodeId);
            out.writeStringProperty("reason", "how long a command takes");
            out.writeEndObject();
        }
        return text.toString().getBytes(UTF_8);
    }

    private void send(Request request, Consumer<Exchange> done) {
        Connection connection = free.isEmpty() ? new Connection(loop, server, UNHEARD) : free.pop();
        connection.send(
                request,
                exchange -> {
                    free.push(connection);
                    done.accept(exchange);
                });
    }
}
