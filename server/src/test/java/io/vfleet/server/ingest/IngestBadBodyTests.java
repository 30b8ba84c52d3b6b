package io.vfleet.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.testing.Inventories;
import io.vfleet.server.TestAgent;
import io.vfleet.server.TestAgent.Said;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IngestBadBodyTests extends IngestScene {

    private static final byte[] GOOD =
            TestAgent.json(report(2, Inventories.healthyHost().iommuOffInKernel()));

    /// @param words that the problem must say
    record Bad(String name, byte[] body, List<String> headers, int status, List<String> words) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> badBodies() {
        String json = new String(GOOD, StandardCharsets.UTF_8);
        byte[] gzip = TestAgent.gzip(GOOD);
        return Stream.of(
                plain(
                        "oversized on the wire",
                        " ".repeat(3 << 20),
                        413,
                        "/problems/body-too-large"),
                gzip("gzip bomb", TestAgent.gzip(new byte[17 << 20]), 400, "malformed"),
                gzip(
                        "long text",
                        TestAgent.gzip(spaces(17 << 20)),
                        413,
                        "/problems/body-too-large"),
                gzip(
                        "truncated gzip",
                        Arrays.copyOf(gzip, gzip.length / 2),
                        400,
                        "no complete gzip"),
                gzip("no gzip", GOOD, 400, "no complete gzip"),
                plain("truncated JSON", json.substring(0, json.length() / 2), 400, "field"),
                plain("empty", "", 400, "empty"),
                plain("no JSON", "hello", 400, "malformed"),
                plain("a list", "[]", 400, "object"),
                plain("trailing", json + "{}", 400, "malformed"),
                plain(
                        "wrong type",
                        json.replace("\"sequence\":2", "\"sequence\":\"two\""),
                        400,
                        "\"field\":\"sequence\""),
                plain(
                        "wrong address",
                        json.replaceFirst("\"address\":\"0000:81:00.0\"", "\"address\":\"81\""),
                        400,
                        "\"field\":\"physicalFunctions[0].address\""),
                plain(
                        "missing field",
                        json.replaceFirst("\"epoch\":1,", ""),
                        400,
                        "\"field\":\"epoch\""),
                plain(
                        "a PF twice",
                        json.replace(
                                "\"address\":\"0000:81:00.1\"", "\"address\":\"0000:81:00.0\""),
                        400,
                        "twice"),
                new Bad(
                        "wrong content type",
                        GOOD,
                        List.of("Content-Type", "text/plain"),
                        415,
                        List.of("415")),
                new Bad(
                        "unknown encoding",
                        GOOD,
                        List.of("Content-Encoding", "br"),
                        415,
                        List.of("gzip")));
    }

    private static Bad plain(String name, String body, int status, String word) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Bad(name, bytes, List.of(), status, List.of(word));
    }

    private static Bad gzip(String name, byte[] body, int status, String word) {
        return new Bad(name, body, List.of("Content-Encoding", "gzip"), status, List.of(word));
    }

    private static byte[] spaces(int count) {
        return " ".repeat(count).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void badBodyIsRefusedAndChangesNothing(Bad bad) {
        TestAgent agent = approved();
        send(agent, report(1, Inventories.healthyHost()));
        List<String> before = versions(agent);

        Said said = agent.post("report", bad.body(), bad.headers().toArray(String[]::new));

        assertThat(said.status()).as(said.body()).isEqualTo(bad.status());
        assertThat(said.response().headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(said.body()).contains(bad.words());
        assertThat(versions(agent)).isEqualTo(before);
    }

    @Test
    void unknownFieldsAreIgnored() {
        TestAgent agent = approved();
        String json = new String(GOOD, StandardCharsets.UTF_8);
        String newer = json.replaceFirst("\\{", "{\"quantumState\":{\"spin\":[1,2]},");

        Said said = agent.post("report", newer.getBytes(StandardCharsets.UTF_8));

        assertThat(said.status()).as(said.body()).isEqualTo(200);
    }

    @Test
    void badHeartbeatNamesItsField() {
        Said said = approved().post("heartbeat", "{\"epoch\":1}".getBytes(StandardCharsets.UTF_8));

        assertThat(said.status()).isEqualTo(400);
        assertThat(said.body()).contains("\"field\":\"sequence\"");
    }

    @Test
    void othersIdsInPathOrBodyHaveNoEffect() {
        TestAgent a = approved();
        TestAgent b = approved();
        send(b, report(1, Inventories.healthyHost()));
        List<String> before = versions(b);
        String idB = b.nodeId().toString();
        String foreign =
                new String(GOOD, StandardCharsets.UTF_8)
                        .replaceFirst(
                                "\\{", "{\"nodeId\":\"%s\",\"node\":\"%s\",".formatted(idB, idB));
        byte[] body = foreign.getBytes(StandardCharsets.UTF_8);

        for (String route :
                List.of(
                        "report/" + idB,
                        "heartbeat/" + idB,
                        "nodes/" + idB + "/report",
                        idB + "/report",
                        "operations/" + UUID.randomUUID())) {
            assertThat(a.post(route, body).status()).as(route).isIn(403, 404);
        }
        assertThat(a.post("report?nodeId=" + idB + "&node=" + idB, body).status()).isEqualTo(200);
        assertThat(versions(b)).isEqualTo(before);
        assertThat(value(a, "select verdict from node where id = :node")).isEqualTo("BROKEN");
    }

    @Test
    void withoutACredentialNothingIsTaken() {
        TestAgent nobody = new TestAgent(port);

        for (String route : List.of("report", "heartbeat", "operations")) {
            Said said = nobody.post(route, GOOD);
            assertThat(said.status()).as(route).isEqualTo(401);
            assertThat(said.body()).contains("/problems/unauthenticated");
            assertThat(nobody.post(route, GOOD, "Authorization", "Bearer made-up").status())
                    .isEqualTo(401);
        }
    }
}
