package io.vfleet.agent.push;

import io.vfleet.agent.tls.ServerTrust;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.MalformedDocument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// The server's agent API over one keep-alive connection.
///
/// [HttpURLConnection] because the JDK's newer client costs 20 MB and a second of CPU more.
public final class ServerClient {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 30_000;
    private static final int MOST_BYTES = 1 << 20;

    static {
        // a report repeated behind our back would not be told apart from a second one
        System.setProperty("sun.net.http.retryPost", "false");
        // the JDK closes an idle connection after 5 s, a heartbeat comes every 30 s
        if (System.getProperty("http.keepAlive.time.server") == null) {
            System.setProperty("http.keepAlive.time.server", "120");
        }
    }

    private final ServerAddress address;
    private final ServerClock clock = new ServerClock();
    private final ServerTrust trust;

    /// A server whose certificate this Java trusts.
    public ServerClient(ServerAddress address) {
        this(address, ServerTrust.ofThisJava());
    }

    public ServerClient(ServerAddress address, ServerTrust trust) {
        this.address = address;
        this.trust = trust;
    }

    ServerAddress address() {
        return address;
    }

    Answer<AgentMessages.EnrollAnswer> enroll(AgentMessages.EnrollRequest message) {
        return post(Request.json("enroll", AgentJson.write(message)), AgentJson::readEnrollAnswer);
    }

    Answer<AgentMessages.ChallengeAnswer> challenge(AgentMessages.ChallengeRequest message) {
        return post(
                Request.json("challenge", AgentJson.write(message)),
                AgentJson::readChallengeAnswer);
    }

    Answer<AgentMessages.TokenAnswer> token(AgentMessages.TokenRequest message) {
        return post(Request.json("token", AgentJson.write(message)), AgentJson::readTokenAnswer);
    }

    Answer<AgentMessages.HeartbeatAnswer> heartbeat(String bearer, AgentMessages.Heartbeat beat) {
        return post(
                Request.json("heartbeat", AgentJson.write(beat)).as(bearer),
                AgentJson::readHeartbeatAnswer);
    }

    Answer<AgentMessages.ReportAnswer> report(String bearer, byte[] gzip) {
        return post(
                new Request("POST", "report", gzip, true, Optional.of(bearer)),
                AgentJson::readReportAnswer);
    }

    /// Asks for commands; the server answers when there is one, at the latest after `wait`.
    Answer<AgentMessages.Commands> commands(String bearer, Duration wait) {
        return post(
                Request.get("operations?wait=" + wait.toSeconds()).as(bearer),
                AgentJson::readCommands);
    }

    Answer<Boolean> progress(String bearer, Progress progress) {
        return post(
                Request.json(
                                "operations/" + progress.command() + "/progress",
                                AgentJson.write(progress))
                        .as(bearer),
                _ -> true);
    }

    /// Whether it answers at all, on a connection of its own: one that was kept may have been
    /// answered by nobody for long.
    boolean answers() {
        try {
            HttpURLConnection connection = open(Request.get("operations?wait=0"));
            connection.setRequestProperty("Connection", "close");
            connection.setReadTimeout(CONNECT_MILLIS);
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// The server's time, as its answers tell it.
    Instant serverTime() {
        return clock.at(Instant.now());
    }

    private <T> Answer<T> post(Request request, Reader<T> reader) {
        try {
            return exchange(open(request), request, reader);
        } catch (SSLException e) {
            return new Answer.Unreachable<>(trust.reason(e));
        } catch (IOException e) {
            return new Answer.Unreachable<>(reason(e));
        }
    }

    private HttpURLConnection open(Request request) throws IOException {
        URL url = address.route(request.route());
        // plain http is loopback only and must not leave through a proxy
        URLConnection opened =
                address.plain() ? url.openConnection(Proxy.NO_PROXY) : url.openConnection();
        trust.guard(opened);
        HttpURLConnection connection = (HttpURLConnection) opened;
        connection.setRequestMethod(request.method());
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setDoOutput(request.posts());
        if (request.posts() && request.bearer().isPresent()) {
            // with a known length the JDK looks whether a kept connection is still open before it
            // is used (sun.net.www.http.HttpClient#available), but drops the body of a 401
            connection.setFixedLengthStreamingMode(request.body().length);
        }
        request.headers(connection);
        return connection;
    }

    private <T> Answer<T> exchange(HttpURLConnection connection, Request request, Reader<T> reader)
            throws IOException {
        long sent = System.currentTimeMillis();
        if (request.posts()) {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.body());
            }
        }
        int status = connection.getResponseCode();
        clock.heard(sent, System.currentTimeMillis(), connection.getDate());
        byte[] body = body(connection, status);
        if (status / 100 == 2) {
            return read(request, body, reader);
        }
        if (status / 100 == 3) {
            return new Answer.Unreachable<>(
                    "it answered " + status + " and redirects are not followed");
        }
        return new Answer.Refused<>(
                request.route(), status, Problem.read(body), retryAfter(connection));
    }

    private static <T> Answer<T> read(Request request, byte[] body, Reader<T> reader)
            throws IOException {
        try {
            return new Answer.Taken<>(reader.read(new ByteArrayInputStream(body)));
        } catch (MalformedDocument e) {
            return new Answer.Unreachable<>(
                    "its answer to " + request.route() + " is not understood: " + e.getMessage());
        }
    }

    // read to the end, or the connection cannot be used again
    private static byte[] body(HttpURLConnection connection, int status) throws IOException {
        InputStream stream =
                status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (stream == null) {
            return new byte[0];
        }
        try (stream) {
            byte[] body = stream.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                connection.disconnect();
                throw new IOException("its answer is longer than 1 MiB");
            }
            return body;
        }
    }

    private static Optional<Duration> retryAfter(HttpURLConnection connection) {
        String header = connection.getHeaderField("Retry-After");
        if (header == null) {
            return Optional.empty();
        }
        if (header.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        // RFC 9110 §10.2.3: or a date, which only the server's own clock can measure
        long until = connection.getHeaderFieldDate("Retry-After", 0) - connection.getDate();
        return until > 0 && connection.getDate() > 0
                ? Optional.of(Duration.ofMillis(until))
                : Optional.empty();
    }

    private static String reason(IOException e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getMessage().replaceAll("\\s+", " ");
    }

    /// Reads the body of a good answer.
    @FunctionalInterface
    private interface Reader<T> {
        T read(InputStream in) throws MalformedDocument, IOException;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Request(
            String method, String route, byte[] body, boolean gzip, Optional<String> bearer) {

        static Request json(String route, byte[] body) {
            return new Request("POST", route, body, false, Optional.empty());
        }

        static Request get(String route) {
            return new Request("GET", route, new byte[0], false, Optional.empty());
        }

        boolean posts() {
            return method.equals("POST");
        }

        Request as(String accessToken) {
            return new Request(method, route, body, gzip, Optional.of(accessToken));
        }

        void headers(HttpURLConnection connection) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Accept", "application/json, application/problem+json");
            if (gzip) {
                connection.setRequestProperty("Content-Encoding", "gzip");
            }
            bearer.ifPresent(
                    token -> connection.setRequestProperty("Authorization", "Bearer " + token));
        }
    }
}
