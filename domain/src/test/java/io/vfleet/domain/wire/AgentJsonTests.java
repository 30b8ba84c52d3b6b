package io.vfleet.domain.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentJsonTests {

    private static final Instant EXPIRES = Instant.parse("2026-03-01T13:00:00Z");

    @Test
    void enrollingGoesThereAndBack() throws Exception {
        AgentMessages.EnrollRequest request =
                new AgentMessages.EnrollRequest(
                        "t0ken",
                        "MCow",
                        "c2ln",
                        "gpu-07",
                        Optional.of("4f2b"),
                        Optional.empty(),
                        "0.1.0");
        AgentMessages.EnrollAnswer answer = new AgentMessages.EnrollAnswer("n-1", "PENDING");

        assertThat(AgentJson.readEnrollRequest(in(AgentJson.write(request)))).isEqualTo(request);
        assertThat(AgentJson.readEnrollAnswer(in(AgentJson.write(answer)))).isEqualTo(answer);
        assertThat(new String(AgentJson.write(request), UTF_8))
                .isEqualTo(
                        """
                        {"token":"t0ken","publicKey":"MCow","signature":"c2ln","hostname":"gpu-07",\
                        "machineId":"4f2b","agentVersion":"0.1.0"}\
                        """);
    }

    @Test
    void gettingATokenGoesThereAndBack() throws Exception {
        AgentMessages.ChallengeRequest asked = new AgentMessages.ChallengeRequest("n-1");
        AgentMessages.ChallengeAnswer challenge = new AgentMessages.ChallengeAnswer("c");
        AgentMessages.TokenRequest request = new AgentMessages.TokenRequest("n-1", "c", "s");
        AgentMessages.TokenAnswer token = new AgentMessages.TokenAnswer("a", EXPIRES, "APPROVED");

        assertThat(AgentJson.readChallengeRequest(in(AgentJson.write(asked)))).isEqualTo(asked);
        assertThat(AgentJson.readChallengeAnswer(in(AgentJson.write(challenge))))
                .isEqualTo(challenge);
        assertThat(AgentJson.readTokenRequest(in(AgentJson.write(request)))).isEqualTo(request);
        assertThat(AgentJson.readTokenAnswer(in(AgentJson.write(token)))).isEqualTo(token);
    }

    @Test
    void beatingGoesThereAndBack() throws Exception {
        AgentMessages.Heartbeat beat =
                new AgentMessages.Heartbeat(3, Long.MAX_VALUE, "ab", Optional.of("3b1f"));
        AgentMessages.HeartbeatAnswer answer =
                new AgentMessages.HeartbeatAnswer(true, 30, "APPROVED");
        AgentMessages.ReportAnswer taken = new AgentMessages.ReportAnswer(false);

        assertThat(AgentJson.readHeartbeat(in(AgentJson.write(beat)))).isEqualTo(beat);
        assertThat(AgentJson.readHeartbeatAnswer(in(AgentJson.write(answer)))).isEqualTo(answer);
        assertThat(AgentJson.readReportAnswer(in(AgentJson.write(taken)))).isEqualTo(taken);
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(
                        () -> AgentJson.readEnrollRequest(in("{\"token\":\"t\"}".getBytes(UTF_8))))
                .hasMessage("publicKey is missing, expected a text");
        assertThatThrownBy(() -> AgentJson.readHeartbeat(in("{\"epoch\":\"1\"}".getBytes(UTF_8))))
                .hasMessage("epoch is '1', expected a whole number from 0 to 9223372036854775807");
    }

    private static InputStream in(byte[] document) {
        return new ByteArrayInputStream(document);
    }
}
