package io.vfleet.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchTests {

    private static final int NODES = 20;

    @TempDir Path directory;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private FakeServer server;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
        Files.writeString(directory.resolve("demo-enrollment-token"), "enroll-me\n");
        Files.writeString(directory.resolve("token"), "operate\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int bench(String profile, int seconds, String... more) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(profile, "--nodes", "" + NODES));
        arguments.addAll(List.of("--seconds", "" + seconds, "--warm-up", "0", "--vfs", "2x4"));
        arguments.addAll(List.of("--server", server.url(), "--data", directory.toString()));
        arguments.addAll(List.of("--keys", directory.resolve("keys").toString(), "-o", "json"));
        arguments.addAll(List.of(more));
        return Main.run(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
    }

    private String json() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyNodeBeatsAndPollsInTurnOnOneConnection() throws Exception {
        assertThat(bench("steady", 4)).isZero();

        assertThat(server.visitors()).hasSize(NODES);
        assertThat(server.visitors().values())
                .allSatisfy(visitor -> {
                    assertThat(visitor.connections).hasSize(1);
                    assertThat(visitor.routes)
                            .startsWith("enroll", "challenge", "token", "report", "heartbeat")
                            .contains("operations");
                    Stream<String> later = visitor.routes.stream().skip(5);
                    assertThat(later).containsOnly("heartbeat", "operations");
                });
        assertThat(json())
                .contains("\"connections\":20,", "\"failures\":0,", "\"ok\":true")
                .contains("\"name\":\"heartbeat\"", "\"name\":\"poll\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    enroll     | 500 | {}
                    enroll     | 200 | {"nodeId":"x","state":"PENDING"}
                    challenge  | 200 | {}
                    token      | 401 | {}
                    report     | 200 | {"duplicate":true}
                    report     | 202 | {"duplicate":false}
                    heartbeat  | 503 | {}
                    heartbeat  | 200 | {"reportWanted":false,"nextSeconds":3,"state":"RETIRED"}
                    heartbeat  | 200 | {"reportWanted":false,"nextSeconds":0,"state":"APPROVED"}
                    operations | 200 | []
                    operations | 204 | {}
                    """)
    void aWrongAnswerIsAFailure(String route, int status, String body) throws Exception {
        server.spoil(route, status, body);

        assertThat(bench("steady", 1)).isEqualTo(1);

        assertThat(json()).contains("\"failures\":1,", "\"ok\":false");
    }

    @Test
    void beingToldToJoinLaterIsNoFailure() throws Exception {
        server.putOff("enroll", 429);

        assertThat(bench("steady", 1)).isZero();

        assertThat(json()).contains("\"THROTTLED\":1");
    }

    @Test
    void aSecondRunHasTheSameNodes() throws Exception {
        bench("steady", 1);
        bench("steady", 1);

        assertThat(server.visitors()).hasSize(NODES);
    }

    @Test
    void commandsReachHeldPollsAndSettle() throws Exception {
        assertThat(bench("commands", 2, "--rate", "10")).isZero();

        assertThat(json())
                .contains("\"name\":\"command\"", "\"name\":\"settled\"", "\"name\":\"progress\"")
                .contains("\"goals\":[{\"name\":\"command reaches an idle node, max\"");
    }

    @Test
    void aForgedCommandIsAFailure() throws Exception {
        server.forge();

        assertThat(bench("commands", 1, "--rate", "1")).isEqualTo(1);

        assertThat(json()).contains("the signature is not by the server's key");
    }

    @Test
    void moreNodesThanFilesMayBeOpenAreRefused() throws Exception {
        assertThat(bench("steady", 1, "--nodes", "1000000")).isEqualTo(64);
    }

    @Test
    void aServerThatIsNotThereGivesNoResult() throws Exception {
        Files.delete(directory.resolve("demo-enrollment-token"));

        assertThat(bench("steady", 1)).isEqualTo(3);
    }
}
