package io.vfleet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service as a stranger sees it: over HTTP, with a credential or without.
@Component
public class Api {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Environment environment;
    private final JdbcClient jdbc;
    private final Optional<String> authorization;

    @org.springframework.beans.factory.annotation.Autowired
    Api(Environment environment, JdbcClient jdbc) {
        this(environment, jdbc, Optional.empty());
    }

    private Api(Environment environment, JdbcClient jdbc, Optional<String> authorization) {
        this.environment = environment;
        this.jdbc = jdbc;
        this.authorization = authorization;
    }

    /// An answer with its body as JSON, where it is JSON.
    public record Answer(int status, HttpHeaders headers, String body) {

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /// Asserts RFC 9457 and the problem's type, and gives its details.
        public JsonNode problem(int expectedStatus, String type) {
            assertThat(status).as(body).isEqualTo(expectedStatus);
            assertThat(header("Content-Type")).as(body).startsWith("application/problem+json");
            assertThat(json().path("type").asString()).as(body).isEqualTo("/problems/" + type);
            assertThat(json().path("status").asInt()).isEqualTo(expectedStatus);
            assertThat(body).doesNotContain("Exception", "at io.vfleet");
            return json();
        }

        public JsonNode ok() {
            assertThat(status).as(body).isBetween(200, 299);
            return body.isEmpty() ? JSON.nullNode() : json();
        }
    }

    /// The same service, asked with a fresh token of these scopes.
    public Api with(String... scopes) {
        String secret = "vft_" + UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into api_token (id, name, token_hash, scopes, created_by, created_at)
                        values (:id, :name, :hash, :scopes, 'test', now())
                        """)
                .param("id", UUID.randomUUID())
                .param("name", String.join("+", scopes))
                .param("hash", sha256(secret))
                .param("scopes", scopes)
                .update();
        return withAuthorization("Bearer " + secret);
    }

    public Api withAuthorization(String header) {
        return new Api(environment, jdbc, Optional.of(header));
    }

    /// The credential, for what does not speak through this.
    public String authorization() {
        return authorization.orElseThrow();
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, Optional.empty(), headers);
    }

    public Answer send(String method, String path, Optional<String> body, String... headers) {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .method(
                                method,
                                body.map(HttpRequest.BodyPublishers::ofString)
                                        .orElse(HttpRequest.BodyPublishers.noBody()));
        authorization.ifPresent(value -> request.header("Authorization", value));
        body.ifPresent(_ -> request.setHeader("Content-Type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An answer that does not end: its lines as they come.
    public HttpResponse<Stream<String>> open(String path, String... headers) {
        var request = HttpRequest.newBuilder(uri(path));
        authorization.ifPresent(value -> request.header("Authorization", value));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer post(String path, String body, String... headers) {
        return send("POST", path, Optional.of(body), headers);
    }

    public Answer put(String path, String body, String... headers) {
        return send("PUT", path, Optional.of(body), headers);
    }

    public Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, Optional.of(body), headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, Optional.empty());
    }

    /// Every item of a list, page after page.
    public List<JsonNode> all(String list) {
        var items = new ArrayList<JsonNode>();
        String join = list.contains("?") ? "&" : "?";
        JsonNode page = get(list + join + "pageSize=500").ok();
        while (true) {
            page.path("items").forEach(items::add);
            if (page.path("nextPageToken").isMissingNode()) {
                return items;
            }
            String token = page.path("nextPageToken").asString();
            page = get(list + join + "pageSize=500&pageToken=" + token).ok();
        }
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private URI uri(String path) {
        String port = environment.getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
