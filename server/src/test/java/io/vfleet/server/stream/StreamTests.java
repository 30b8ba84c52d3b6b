package io.vfleet.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.Replica;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class StreamTests {

    @Autowired private Api api;
    @Autowired private SomeFleet fleet;
    @Autowired private Streams streams;
    @Autowired private JdbcClient jdbc;
    @Autowired private Environment environment;

    /// A page that has gone is noticed when it is written to.
    @BeforeEach
    void nobodyListens() {
        await(() -> {
            streams.beat();
            return streams.count() == 0;
        });
    }

    private UUID node() {
        return fleet.add("node-" + UUID.randomUUID(), Kind.healthy("fra"));
    }

    private void touch(UUID node) {
        jdbc.sql("update node set revision = revision + 1 where id = :id")
                .param("id", node)
                .update();
    }

    @Test
    void aChangeIsToldWithItsNodeAndNothingElse() throws InterruptedException {
        try (OpenPage page = OpenPage.of(api.with("read"))) {
            assertThat(page.header("Content-Type")).startsWith("text/event-stream");
            assertThat(page.header("Cache-Control")).isEqualTo("no-store");
            assertThat(page.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(page.header("Content-Security-Policy")).isNotEmpty();
            assertThat(page.next().name()).isEqualTo("ready");

            UUID node = node();
            page.change("enrollment", node);
            OpenPage.Event told;
            do {
                // a status that changes in the same half second names no node
                touch(node);
                told = page.change("node", node);
            } while (told.json().has("count"));
            assertThat(told.json().propertyNames()).containsExactly("kind", "nodes");
            fleet.find(node, "critical", "vf-not-isolated", true);
            page.change("finding", node);
            jdbc.sql("update node set enrollment = 'RETIRED' where id = :id")
                    .param("id", node)
                    .update();
            page.change("enrollment", node);
        }
    }

    @Test
    void whatConcernsManyNodesIsACount() throws InterruptedException {
        IntStream.range(0, 51).forEach(_ -> node());
        try (OpenPage page = OpenPage.of(api.with("read"))) {
            page.next();
            jdbc.sql("update node set revision = revision + 1").update();
            OpenPage.Event event = page.next();
            while (!event.json().path("kind").asString().equals("node")
                    || event.json().path("count").asInt() < 51) {
                event = page.next();
            }
            assertThat(event.json().has("nodes")).isFalse();
        }
    }

    @Test
    void aPageThatComesBackHearsWhatItMissed() throws InterruptedException {
        Api reader = api.with("read");
        UUID heard = node();
        UUID missed = node();
        String position;
        try (OpenPage page = OpenPage.of(reader)) {
            page.next();
            touch(heard);
            page.change("node", heard);
            position = page.lastId();
        }
        try (OpenPage listening = OpenPage.of(reader)) {
            // the answer's head comes before the page is among those who are told
            listening.next();
            touch(missed);
            listening.change("node", missed);
        }
        try (OpenPage again = OpenPage.of(reader, "Last-Event-ID", position)) {
            OpenPage.Event event = again.next();
            assertThat(event.name()).isEqualTo("change");
            assertThat(event.names(heard)).isFalse();
            assertThat(again.lastId()).isNotEqualTo(position);
        }
        try (OpenPage stranger = OpenPage.of(reader, "Last-Event-ID", "1234567890123")) {
            assertThat(stranger.next().name()).isEqualTo("reset");
        }
    }

    @Test
    void hintsReachEveryReplicaInOneOrderAndAStoppingOneEndsItsStreams()
            throws InterruptedException {
        UUID first = node();
        UUID second = node();
        try (Replica other = Replica.beside(environment);
                OpenPage here = OpenPage.of(api.with("read"));
                OpenPage there = OpenPage.of(other.api().with("read"))) {
            here.next();
            there.next();
            touch(first);
            here.change("node", first);
            there.change("node", first);
            String position = there.lastId();
            touch(second);
            there.change("node", second);

            // from one replica to the other
            try (OpenPage moved = OpenPage.of(api.with("read"), "Last-Event-ID", position)) {
                assertThat(moved.next().name()).isEqualTo("change");
            }

            Instant stopping = Instant.now();
            other.stop();
            there.awaitEnd();
            assertThat(Duration.between(stopping, Instant.now()))
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void aStreamEndsWithItsSession() throws InterruptedException {
        api.with("admin")
                .post(
                        "/api/v1/users",
                        "{\"name\":\"bob\",\"password\":\"a-long-password\",\"role\":\"viewer\"}")
                .ok();
        Api.Answer login =
                api.post("/api/v1/session", "{\"name\":\"bob\",\"password\":\"a-long-password\"}");
        String cookies =
                login.headers().allValues("Set-Cookie").stream()
                        .map(cookie -> cookie.split(";")[0])
                        .collect(Collectors.joining("; "));
        String token = cookies.replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1");
        try (OpenPage page = OpenPage.of(api, "Cookie", cookies)) {
            assertThat(page.next().name()).isEqualTo("ready");
            api.send(
                            "DELETE",
                            "/api/v1/session",
                            Optional.empty(),
                            "Cookie",
                            cookies,
                            "X-XSRF-TOKEN",
                            token)
                    .ok();
            page.awaitEnd();
        } finally {
            jdbc.sql("delete from app_user").update();
        }
    }

    @Test
    void oneUserHasSoManyStreamsAndNoMore() {
        Api reader = api.with("read");
        List<OpenPage> pages = new ArrayList<>();
        try {
            while (pages.size() < 20) {
                pages.add(OpenPage.of(reader));
            }
            Api.Answer refused = reader.get("/api/v1/stream");
            refused.problem(503, "unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("30");
        } finally {
            pages.forEach(OpenPage::close);
        }
    }

    @Test
    void aReaderThatDoesNotReadIsDropped() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(1024);
            socket.connect(
                    new InetSocketAddress(
                            "127.0.0.1",
                            environment.getRequiredProperty("local.server.port", Integer.class)));
            OutputStream out = socket.getOutputStream();
            String request =
                    "GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: "
                            + api.with("read").authorization()
                            + "\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            var first = new StringBuilder();
            while (!first.toString().contains("event: ready")) {
                first.append((char) socket.getInputStream().read());
            }

            List<UUID> fifty = Stream.generate(UUID::randomUUID).limit(50).toList();
            var told = new AtomicLong();
            await(() -> {
                streams.heard(new Hint(told.incrementAndGet(), "test", 50, fifty));
                streams.tell();
                return streams.count() == 0;
            });
            assertThat(told.get()).isGreaterThan(32);
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant until = Instant.now().plusSeconds(30);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(until);
            Thread.onSpinWait();
        }
    }
}
