package io.vfleet.agent.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;

/// A server that speaks the agent protocol over real sockets and can be told to misbehave.
final class FakeServer implements AutoCloseable {

    static final String TOKEN = "join-me";
    static final String NODE = "7d1f3c52-0000-4000-8000-000000000001";

    /// What the server does with a request instead of its work.
    interface Mishap {
        /// Whether it has answered.
        boolean happen(HttpExchange exchange, Runnable work) throws IOException;
    }

    final List<String> routes = new CopyOnWriteArrayList<>();
    final List<AgentMessages.EnrollRequest> enrollments = new CopyOnWriteArrayList<>();
    final List<Report> reports = new CopyOnWriteArrayList<>();
    final List<AgentMessages.Heartbeat> beats = new CopyOnWriteArrayList<>();
    final Set<Integer> clientPorts = new HashSet<>();
    String standing = "APPROVED";
    boolean reportWanted;
    int nextSeconds = 30;

    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final Deque<AgentMessages.SignedCommand> commands = new ConcurrentLinkedDeque<>();
    Optional<String> serverKey = Optional.empty();
    int pollSeconds;
    boolean readsTerse = true;

    private final Map<String, Deque<Mishap>> mishaps = new HashMap<>();
    private Optional<PublicKey> key = Optional.empty();
    private int tokens;
    private final Optional<SSLContext> identity;
    private String accessToken = "";
    private HttpServer http;

    FakeServer() {
        this(Optional.empty());
    }

    /// One that speaks TLS.
    FakeServer(SSLContext identity) {
        this(Optional.of(identity));
    }

    private FakeServer(Optional<SSLContext> identity) {
        this.identity = identity;
        http = listen(0);
    }

    ServerAddress address() {
        String scheme = identity.isPresent() ? "https" : "http";
        return ServerAddress.parse(scheme + "://127.0.0.1:" + http.getAddress().getPort());
    }

    void goAway() {
        http.stop(0);
    }

    void comeBack() {
        http = listen(http.getAddress().getPort());
    }

    /// From now on the access token handed out is worth nothing.
    void forgetTokens() {
        accessToken = "";
    }

    void forgetNodes() {
        key = Optional.empty();
        forgetTokens();
    }

    void next(String route, Mishap mishap) {
        mishaps.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(mishap);
    }

    static Mishap problem(int status, String type, String... headers) {
        return (exchange, _) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            String body =
                    """
                    {"type":"https://vfleet.dev/problems/%s","title":"no","status":%d,\
                    "detail":"because of %s"}\
                    """
                            .formatted(type, status, type);
            exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
            answer(exchange, status, body.getBytes(UTF_8));
            return true;
        };
    }

    /// The work is done and the answer lost.
    static Mishap lostAnswer() {
        return (exchange, work) -> {
            work.run();
            exchange.close();
            return true;
        };
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private HttpServer listen(int port) {
        try {
            HttpServer server = identity.isPresent() ? secure(identity.get()) : HttpServer.create();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.createContext("/agent/v1/", this::handle);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpServer secure(SSLContext identity) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(identity));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String route = path.substring(path.lastIndexOf('/') + 1);
        byte[] body = exchange.getRequestBody().readAllBytes();
        clientPorts.add(exchange.getRemoteAddress().getPort());
        routes.add(route);
        Mishap mishap = mishaps.getOrDefault(route, new ArrayDeque<>()).poll();
        if (mishap != null && mishap.happen(exchange, () -> work(route, exchange, body))) {
            return;
        }
        if (route.equals("report") && !readsTerse && terse(body)) {
            problem(400, "malformed-document").happen(exchange, () -> {});
            return;
        }
        Optional<byte[]> answer = work(route, exchange, body);
        if (answer.isEmpty()) {
            int status = route.equals("challenge") ? 404 : 401;
            problem(status, "refused", "WWW-Authenticate", "Bearer").happen(exchange, () -> {});
            return;
        }
        answer(exchange, 200, answer.get());
    }

    // to an older reader every VF's address is required
    private static boolean terse(byte[] gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), UTF_8).contains("},{\"mac\":");
        }
    }

    private Optional<byte[]> work(String route, HttpExchange exchange, byte[] body) {
        try {
            InputStream in = new ByteArrayInputStream(body);
            return switch (route) {
                case "enroll" -> Optional.of(enroll(AgentJson.readEnrollRequest(in)));
                case "challenge" ->
                        key.map(_ -> AgentJson.write(new AgentMessages.ChallengeAnswer("dare")));
                case "token" -> Optional.of(token(AgentJson.readTokenRequest(in)));
                case "heartbeat" -> authorized(exchange).map(_ -> beat(in));
                case "operations" -> authorized(exchange).map(_ -> commands());
                case "progress" -> authorized(exchange).map(_ -> progress(in));
                case "report" -> authorized(exchange).map(_ -> report(in));
                default -> throw new IllegalStateException(route);
            };
        } catch (MalformedDocument | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] enroll(AgentMessages.EnrollRequest request) {
        enrollments.add(request);
        PublicKey shown = publicKey(request.publicKey());
        verify(
                shown,
                "vfleet-enroll\n" + request.token() + "\n" + request.hostname(),
                request.signature());
        require(request.token().equals(TOKEN), "the token is wrong");
        key = Optional.of(shown);
        return AgentJson.write(new AgentMessages.EnrollAnswer(NODE, standing, serverKey));
    }

    private byte[] token(AgentMessages.TokenRequest request) {
        verify(key.orElseThrow(), "vfleet-token\n" + NODE + "\ndare", request.signature());
        accessToken = "access-" + ++tokens;
        return AgentJson.write(
                new AgentMessages.TokenAnswer(
                        accessToken, Instant.now().plusSeconds(3600), standing, serverKey));
    }

    private byte[] beat(InputStream in) {
        try {
            beats.add(AgentJson.readHeartbeat(in));
        } catch (MalformedDocument | IOException e) {
            throw new IllegalStateException(e);
        }
        boolean wanted = reportWanted;
        reportWanted = false;
        List<AgentMessages.SignedCommand> now = pollSeconds == 0 ? waiting() : List.of();
        return AgentJson.write(
                new AgentMessages.HeartbeatAnswer(wanted, nextSeconds, standing, pollSeconds, now));
    }

    private byte[] commands() {
        return AgentJson.write(new AgentMessages.Commands(waiting()));
    }

    private List<AgentMessages.SignedCommand> waiting() {
        return Stream.ofNullable(commands.poll()).toList();
    }

    private byte[] progress(InputStream in) {
        try {
            progress.add(AgentJson.readProgress(in));
            return new byte[0];
        } catch (MalformedDocument | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] report(InputStream in) {
        try {
            Report report = InventoryJson.readReport(new GZIPInputStream(in));
            boolean duplicate =
                    reports.stream()
                            .anyMatch(known ->
                                    known.epoch() == report.epoch()
                                            && known.sequence() >= report.sequence());
            if (!duplicate) {
                reports.add(report);
            }
            return AgentJson.write(new AgentMessages.ReportAnswer(duplicate));
        } catch (MalformedDocument | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<String> authorized(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return Optional.of("Bearer " + accessToken).filter(expected -> expected.equals(header));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static PublicKey publicKey(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void verify(PublicKey key, String text, String base64) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(text.getBytes(UTF_8));
            require(signature.verify(Base64.getDecoder().decode(base64)), "bad signature");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
