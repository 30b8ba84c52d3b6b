package io.vfleet.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vfleet.domain.operation.Change;
import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.ChallengeAnswer;
import io.vfleet.domain.wire.AgentMessages.Commands;
import io.vfleet.domain.wire.AgentMessages.EnrollAnswer;
import io.vfleet.domain.wire.AgentMessages.HeartbeatAnswer;
import io.vfleet.domain.wire.AgentMessages.ReportAnswer;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.AgentMessages.TokenAnswer;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.SignedCommands;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/// Answers like the server, in this process, and remembers who said what on which connection.
final class FakeServer implements AutoCloseable {

    private static final Duration BEAT = Duration.ofSeconds(3);

    private final HttpServer http;
    private final KeyPair key;
    private final Map<String, Visitor> visitors = new ConcurrentHashMap<>();
    private final Map<String, Spoiled> spoiled = new ConcurrentHashMap<>();
    private final Map<String, OperationState> operations = new ConcurrentHashMap<>();
    private volatile boolean forging;

    FakeServer() throws IOException, GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    /// A node, and how it came.
    static final class Visitor {
        final Set<SocketAddress> connections = ConcurrentHashMap.newKeySet();
        final List<String> routes = Collections.synchronizedList(new ArrayList<>());
        final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
        final Set<String> verifying = ConcurrentHashMap.newKeySet();
    }

    /// An answer given once in place of the right one.
    private record Spoiled(int status, String body, Optional<String> retryAfter) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Right(int status, byte[] body) {}

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    Map<String, Visitor> visitors() {
        return visitors;
    }

    /// The next request of this route gets another answer than it should.
    void spoil(String route, int status, String body) {
        spoiled.put(route, new Spoiled(status, body, Optional.empty()));
    }

    void putOff(String route, int status) {
        spoiled.put(route, new Spoiled(status, "{}", Optional.of("1")));
    }

    /// Commands are signed by another key than was told.
    void forge() {
        forging = true;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String route = route(exchange.getRequestURI().getPath());
            Right right = right(exchange, route, body);
            Spoiled other = spoiled.remove(route);
            if (other == null) {
                answer(exchange, right);
                return;
            }
            other.retryAfter()
                    .ifPresent(it -> exchange.getResponseHeaders().set("Retry-After", it));
            answer(exchange, new Right(other.status(), other.body().getBytes()));
        } catch (MalformedDocument | InterruptedException | GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String route(String path) {
        if (path.startsWith("/api/")) {
            return path.equals("/api/v1/operations") ? "request" : "get";
        }
        return path.endsWith("/progress") ? "progress" : path.substring("/agent/v1/".length());
    }

    private static void answer(HttpExchange exchange, Right right) throws IOException {
        if (right.status() == 204) {
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        // the JDK's server counts 0 as "of any length": chunked, which is to be understood too
        long length = right.body().length % 2 == 0 ? 0 : right.body().length;
        exchange.sendResponseHeaders(right.status(), length);
        exchange.getResponseBody().write(right.body());
    }

    private Right right(HttpExchange exchange, String route, byte[] body)
            throws IOException, MalformedDocument, InterruptedException, GeneralSecurityException {
        InputStream in = new java.io.ByteArrayInputStream(body);
        return switch (route) {
            case "enroll" -> {
                String publicKey = AgentJson.readEnrollRequest(in).publicKey();
                String id = UUID.nameUUIDFromBytes(publicKey.getBytes()).toString();
                came(exchange, id, route);
                yield ok(AgentJson.write(new EnrollAnswer(id, "APPROVED", Optional.empty())));
            }
            case "challenge" -> {
                String id = AgentJson.readChallengeRequest(in).nodeId();
                came(exchange, id, route);
                yield ok(AgentJson.write(new ChallengeAnswer("challenge")));
            }
            case "token" -> {
                String id = AgentJson.readTokenRequest(in).nodeId();
                came(exchange, id, route);
                Instant until = Instant.now().plusSeconds(3600);
                yield ok(AgentJson.write(new TokenAnswer(id, until, "APPROVED", serverKey())));
            }
            case "report" -> {
                InventoryJson.readReport(new GZIPInputStream(in));
                Visitor visitor = came(exchange, bearer(exchange), route);
                visitor.verifying.forEach(it -> operations.put(it, OperationState.SUCCEEDED));
                yield ok(AgentJson.write(new ReportAnswer(false)));
            }
            case "heartbeat" -> {
                AgentJson.readHeartbeat(in);
                came(exchange, bearer(exchange), route);
                yield ok(
                        AgentJson.write(
                                new HeartbeatAnswer(
                                        false, (int) BEAT.toSeconds(), "APPROVED", 1, List.of())));
            }
            case "operations" -> poll(came(exchange, bearer(exchange), route));
            case "progress" -> {
                var progress = AgentJson.readProgress(in);
                Visitor visitor = came(exchange, bearer(exchange), route);
                visitor.verifying.add(progress.command().toString());
                operations.put(progress.command().toString(), progress.state());
                yield new Right(204, new byte[0]);
            }
            case "request" -> request(exchange, new String(body, StandardCharsets.UTF_8));
            case "get" -> get(exchange);
            default -> new Right(404, new byte[0]);
        };
    }

    private static Right ok(byte[] body) {
        return new Right(200, body);
    }

    private Optional<String> serverKey() {
        return Optional.of(Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    }

    private Visitor came(HttpExchange exchange, String id, String route) {
        Visitor visitor = visitors.computeIfAbsent(id, _ -> new Visitor());
        visitor.connections.add(exchange.getRemoteAddress());
        visitor.routes.add(route);
        return visitor;
    }

    private static String bearer(HttpExchange exchange) {
        return exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
    }

    private Right poll(Visitor visitor) throws InterruptedException, GeneralSecurityException {
        Command command = visitor.commands.poll(1, TimeUnit.SECONDS);
        List<SignedCommand> signed = command == null ? List.of() : List.of(sign(command));
        return ok(AgentJson.write(new Commands(signed)));
    }

    private SignedCommand sign(Command command) throws GeneralSecurityException {
        byte[] payload = AgentJson.write(command);
        Signature signature = Signature.getInstance("Ed25519");
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        signature.initSign(forging ? other.getPrivate() : key.getPrivate());
        signature.update(SignedCommands.signedBytes(payload));
        Base64.Encoder base64 = Base64.getEncoder();
        return new SignedCommand(
                base64.encodeToString(payload), base64.encodeToString(signature.sign()));
    }

    private Right request(HttpExchange exchange, String body) {
        String node = body.replaceAll(".*\"node\":\"([^\"]+)\".*", "$1");
        UUID id = UUID.randomUUID();
        operations.put(id.toString(), OperationState.QUEUED);
        visitors.get(node)
                .commands
                .add(
                        new Command(
                                id,
                                new Change.Recheck(),
                                node,
                                1,
                                Instant.now().plusSeconds(60),
                                Set.of()));
        exchange.getResponseHeaders().set("Location", "/api/v1/operations/" + id);
        return new Right(202, view(id.toString()));
    }

    private Right get(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return ok(view(path.substring(path.lastIndexOf('/') + 1)));
    }

    private byte[] view(String id) {
        return "{\"id\":\"%s\",\"steps\":[{\"state\":\"?\"}],\"state\":\"%s\"}"
                .formatted(id, operations.get(id))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
