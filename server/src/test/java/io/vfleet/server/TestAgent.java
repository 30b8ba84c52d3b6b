package io.vfleet.server;

import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.ChallengeRequest;
import io.vfleet.domain.wire.AgentMessages.EnrollAnswer;
import io.vfleet.domain.wire.AgentMessages.EnrollRequest;
import io.vfleet.domain.wire.AgentMessages.Heartbeat;
import io.vfleet.domain.wire.AgentMessages.TokenAnswer;
import io.vfleet.domain.wire.AgentMessages.TokenRequest;
import io.vfleet.domain.wire.InventoryJson;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.Report;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// An agent with a key of its own that speaks to the service over HTTP.
public final class TestAgent {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI server;
    private final KeyPair key = newKey();
    private String hostname = "gpu-" + UUID.randomUUID().toString().substring(0, 8);
    private Optional<String> machineId = Optional.of(UUID.randomUUID().toString());
    private Optional<String> productUuid = Optional.of(UUID.randomUUID().toString());
    private Optional<String> nodeId = Optional.empty();
    private Optional<String> accessToken = Optional.empty();

    public TestAgent(int port) {
        this.server = URI.create("http://127.0.0.1:" + port + "/agent/v1/");
    }

    /// What the service said; the body is an answer of the wire or problem details.
    public record Said(int status, String body, HttpResponse<byte[]> response) {

        InputStream stream() {
            return new ByteArrayInputStream(response.body());
        }

        /// Reads the answer, which must be one.
        public <T> T as(Reader<T> reader) {
            if (status != 200) {
                throw new AssertionError(status + " " + body);
            }
            try {
                return reader.read(stream());
            } catch (IOException | MalformedDocument e) {
                throw new AssertionError(body, e);
            }
        }
    }

    /// A reader of [AgentJson].
    public interface Reader<T> {
        T read(InputStream in) throws IOException, MalformedDocument;
    }

    public TestAgent named(String name) {
        hostname = name;
        return this;
    }

    /// Runs on the machine of another agent.
    public TestAgent onMachineOf(TestAgent other) {
        machineId = other.machineId;
        productUuid = other.productUuid;
        return this;
    }

    public String hostname() {
        return hostname;
    }

    public UUID nodeId() {
        return UUID.fromString(nodeId.orElseThrow());
    }

    public String accessToken() {
        return accessToken.orElseThrow();
    }

    public EnrollRequest enrollRequest(String token) {
        return new EnrollRequest(
                token,
                Base64.getEncoder().encodeToString(key.getPublic().getEncoded()),
                sign("vfleet-enroll\n" + token + "\n" + hostname),
                hostname,
                machineId,
                productUuid,
                "0.1.0");
    }

    public Said tryEnroll(String token) {
        return post("enroll", AgentJson.write(enrollRequest(token)));
    }

    public EnrollAnswer enroll(String token) {
        EnrollAnswer answer = tryEnroll(token).as(AgentJson::readEnrollAnswer);
        nodeId = Optional.of(answer.nodeId());
        return answer;
    }

    public Said tryChallenge(String node) {
        return post("challenge", AgentJson.write(new ChallengeRequest(node)));
    }

    public Said tryToken(String node, String challenge) {
        return tryToken(node, challenge, Optional.empty());
    }

    private Said tryToken(String node, String challenge, Optional<NodeRecord.Head> recorded) {
        String signature = sign("vfleet-token\n" + node + "\n" + challenge);
        return post(
                "token", AgentJson.write(new TokenRequest(node, challenge, signature, recorded)));
    }

    public TokenAnswer logIn() {
        return logIn(Optional.empty());
    }

    /// @param recorded how far the agent's own record goes
    public TokenAnswer logIn(Optional<NodeRecord.Head> recorded) {
        String node = nodeId.orElseThrow();
        String challenge = tryChallenge(node).as(AgentJson::readChallengeAnswer).challenge();
        TokenAnswer answer = tryToken(node, challenge, recorded).as(AgentJson::readTokenAnswer);
        accessToken = Optional.of(answer.accessToken());
        return answer;
    }

    /// Enrolled and logged in.
    public TestAgent joined(String token) {
        enroll(token);
        logIn();
        return this;
    }

    public Said report(Report report) {
        return post("report", gzip(json(report)), "Content-Encoding", "gzip");
    }

    /// Asks for commands, for so many seconds at most.
    public Said poll(int wait) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve("operations?wait=" + wait)).GET();
        accessToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return send(request.build());
    }

    public Said tell(Progress progress) {
        return post("operations/" + progress.command() + "/progress", AgentJson.write(progress));
    }

    /// The same agent, talking to another replica.
    public TestAgent at(int port) {
        var other = new TestAgent(port);
        other.nodeId = nodeId;
        other.accessToken = accessToken;
        return other;
    }

    public Said heartbeat(Heartbeat beat) {
        return post("heartbeat", AgentJson.write(beat));
    }

    public static byte[] json(Report report) {
        var out = new ByteArrayOutputStream();
        try {
            InventoryJson.write(report, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] gzip(byte[] plain) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A POST with whatever access token there is; `headers` are names and values.
    public Said post(String route, byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(route))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .header("Content-Type", "application/json");
        accessToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private static Said send(HttpRequest request) {
        try {
            var response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Said(
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String sign(String text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
