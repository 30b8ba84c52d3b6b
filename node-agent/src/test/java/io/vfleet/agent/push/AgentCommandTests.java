package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.state.AgentState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCommandTests {

    @TempDir Path temp;

    @BeforeEach
    void plantATree() throws Exception {
        Files.createDirectories(temp.resolve("tree/sys"));
    }

    @Test
    void aMissingOrForeignOptionIsNamed() {
        assertMisused("--server", List.of());
        assertMisused("--insecure", List.of("--server", "https://fleet", "--insecure"));
        assertMisused("is for https", command("http://127.0.0.1:1", "--ca-sha256", "00"));
        assertMisused("no SHA-256", command("https://fleet", "--ca-sha256", "00"));
        assertMisused("plain http", List.of("--server", "http://10.0.2.2:8080"));
        assertMisused("--enroll-token is missing", command("http://127.0.0.1:1"));
        assertMisused("token", command("http://127.0.0.1:1", "--enroll-token", " "));
        assertMisused("no-file", command("http://127.0.0.1:1", "--enroll-token-file", "no-file"));
    }

    @Test
    void theStateNeverLiesInsideTheTree() {
        Path inside = temp.resolve("tree/var/lib/vfleet-agent");
        List<String> words =
                List.of(
                        "--server",
                        "http://127.0.0.1:1",
                        "--root",
                        temp.resolve("tree").toString(),
                        "--state",
                        inside.toString());

        assertMisused("inside --root", words);
        assertThat(inside).doesNotExist();
    }

    @Test
    void aSecondAgentOnTheSameStateExitsWithOne() throws Exception {
        try (AgentState first = AgentState.open(temp.resolve("state"))) {
            first.enrolled("node");
            assertThat(AgentCommand.run(command("http://127.0.0.1:1"))).isEqualTo(1);
        }
    }

    @Test
    void theFileSaysWhatTheCommandLineLeavesOut() throws Exception {
        Path token = Files.writeString(temp.resolve("token"), FakeServer.TOKEN + "\n");
        try (FakeServer server = new FakeServer()) {
            server.next("enroll", this::refused);
            server.next("enroll", this::refused);
            Path file =
                    config(
                            """
                            server: %s
                            enrollTokenFile: %s
                            hostname: named
                            labels: {site: fra}
                            """
                                    .formatted(server.address(), token));

            assertThat(AgentCommand.run(configured(file))).isEqualTo(1);
            Files.writeString(token, "another one");
            assertThat(AgentCommand.run(configured(file, "--enroll-token", FakeServer.TOKEN)))
                    .isEqualTo(1);

            assertThat(server.enrollments)
                    .hasSize(2)
                    .allSatisfy(request -> {
                        assertThat(request.token()).isEqualTo(FakeServer.TOKEN);
                        assertThat(request.hostname()).isEqualTo("named");
                    });
        }
    }

    private boolean refused(HttpExchange exchange, Runnable enroll) throws IOException {
        enroll.run();
        return FakeServer.problem(401, "enrollment-token-unknown").happen(exchange, enroll);
    }

    @Test
    void aTokenThatWasUsedUpMayBeGone() throws Exception {
        Path file = config("server: http://127.0.0.1:1\nenrollTokenFile: /no/token");

        assertMisused("--enroll-token is missing", configured(file));
    }

    @Test
    void whatTheFileGotWrongIsNamed() throws Exception {
        assertMisused("unknown key 'sever'", configured(config("sever: http://127.0.0.1:1")));
        assertMisused("'caSha256' is a text", configured(config("caSha256: 7")));
        assertMisused("expected 'key: value'", configured(config("http://127.0.0.1:1")));
        assertMisused("cannot read --config", configured(config("server: [")));
        assertMisused("cannot read --config", configured(temp.resolve("none")));
        assertMisused("--server URL is missing", configured(config("# nothing yet")));
    }

    @Test
    void aRefusedEnrollmentExitsWithOne() throws Exception {
        try (FakeServer server = new FakeServer()) {
            server.next("enroll", FakeServer.problem(401, "enrollment-token-unknown"));
            String url = server.address().toString();

            assertThat(AgentCommand.run(command(url, "--enroll-token", "x"))).isEqualTo(1);
        }
    }

    private void assertMisused(String named, List<String> words) {
        assertThatExceptionOfType(UsageProblem.class)
                .isThrownBy(() -> AgentCommand.run(words))
                .withMessageContaining(named)
                .withMessageNotContaining("\n");
    }

    private Path config(String yaml) throws Exception {
        return Files.writeString(temp.resolve("agent.yaml"), yaml);
    }

    private List<String> configured(Path file, String... more) {
        List<String> words = command("-", more);
        return Stream.concat(
                        Stream.of("--config", file.toString()),
                        words.subList(2, words.size()).stream())
                .toList();
    }

    private List<String> command(String server, String... more) {
        List<String> words = new ArrayList<>(List.of("--server", server));
        words.addAll(List.of("--root", temp.resolve("tree").toString()));
        words.addAll(List.of("--state", temp.resolve("state").toString()));
        words.addAll(List.of(more));
        return words;
    }
}
