package io.vfleet.simulation.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vfleet.agent.push.ServerAddress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Says yes to every agent and counts what they send.
final class StubServer implements AutoCloseable {

    final Set<String> hostnames = ConcurrentHashMap.newKeySet();
    final Set<String> reporters = ConcurrentHashMap.newKeySet();
    final AtomicInteger reports = new AtomicInteger();
    final AtomicInteger beats = new AtomicInteger();
    private final HttpServer http;

    StubServer(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/agent/v1/", this::handle);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.start();
    }

    ServerAddress address() {
        return ServerAddress.parse("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        try {
            byte[] answer = answer(path.substring(path.lastIndexOf('/') + 1), body, exchange);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (MalformedDocument e) {
            exchange.sendResponseHeaders(400, -1);
        }
        exchange.close();
    }

    private byte[] answer(String route, byte[] body, HttpExchange exchange)
            throws MalformedDocument, IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(body);
        return switch (route) {
            case "enroll" -> {
                String hostname = AgentJson.readEnrollRequest(in).hostname();
                hostnames.add(hostname);
                String id = UUID.nameUUIDFromBytes(hostname.getBytes()).toString();
                yield AgentJson.write(new AgentMessages.EnrollAnswer(id, "APPROVED"));
            }
            case "challenge" -> {
                String id = AgentJson.readChallengeRequest(in).nodeId();
                yield AgentJson.write(new AgentMessages.ChallengeAnswer(id));
            }
            case "token" -> {
                String id = AgentJson.readTokenRequest(in).nodeId();
                yield AgentJson.write(
                        new AgentMessages.TokenAnswer(
                                id, Instant.now().plusSeconds(3600), "APPROVED"));
            }
            case "report" -> {
                reports.incrementAndGet();
                reporters.add(exchange.getRequestHeaders().getFirst("Authorization"));
                yield AgentJson.write(new AgentMessages.ReportAnswer(false));
            }
            default -> {
                beats.incrementAndGet();
                yield AgentJson.write(new AgentMessages.HeartbeatAnswer(false, 30, "APPROVED"));
            }
        };
    }
}
