package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://127.9.9.9",
                "http://localhost:8080/",
                "http://[::1]:8080",
                "https://fleet.example.org",
                "HTTPS://fleet.example.org/behind/a/proxy/"
            })
    void isTaken(String url) {
        assertThat(ServerAddress.parse(url).route("token").getPath()).endsWith("/agent/v1/token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.2.2:8080",
                "http://fleet.example.org",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "http://0.0.0.0:8080",
                "http://[::ffff:10.0.0.1]/"
            })
    void plainHttpOffLoopbackIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(url))
                .withMessageContaining("plain http is only for loopback")
                .withMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8080",
                "ftp://127.0.0.1",
                "http://",
                "",
                "http://a b",
                "http://me:secret@127.0.0.1",
                "http://127.0.0.1?x=1"
            })
    void whatIsNoServerUrlIsRefusedInOneLine(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(url))
                .withMessageContaining("--server")
                .withMessageNotContaining("secret");
    }
}
