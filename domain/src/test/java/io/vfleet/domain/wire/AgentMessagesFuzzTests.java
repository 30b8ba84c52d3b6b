package io.vfleet.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Any document as one of the small ones between agent and server: the first byte says which.
class AgentMessagesFuzzTests {

    private static final List<Kind<?>> KINDS =
            List.of(
                    new Kind<>(AgentJson::readEnrollRequest, AgentJson::write),
                    new Kind<>(AgentJson::readEnrollAnswer, AgentJson::write),
                    new Kind<>(AgentJson::readChallengeRequest, AgentJson::write),
                    new Kind<>(AgentJson::readChallengeAnswer, AgentJson::write),
                    new Kind<>(AgentJson::readTokenRequest, AgentJson::write),
                    new Kind<>(AgentJson::readTokenAnswer, AgentJson::write),
                    new Kind<>(AgentJson::readHeartbeat, AgentJson::write),
                    new Kind<>(AgentJson::readHeartbeatAnswer, AgentJson::write),
                    new Kind<>(AgentJson::readReportAnswer, AgentJson::write),
                    new Kind<>(AgentJson::readCommands, AgentJson::write),
                    new Kind<>(AgentJson::readCommand, AgentJson::write),
                    new Kind<>(AgentJson::readProgress, AgentJson::write));

    @FuzzTest
    void whatIsAcceptedIsWrittenTheSame(byte[] document) throws IOException, MalformedDocument {
        if (document.length > 0) {
            byte[] message = Arrays.copyOfRange(document, 1, document.length);
            KINDS.get(Math.floorMod(document[0] - 'a', KINDS.size())).holds(message);
        }
    }

    private record Kind<T>(Reader<T> reader, Function<T, byte[]> writer) {

        void holds(byte[] document) throws IOException, MalformedDocument {
            T message;
            try {
                message = reader.read(new ByteArrayInputStream(document));
            } catch (MalformedDocument refused) {
                assertThat(refused).message().isNotBlank();
                return;
            }
            byte[] written = writer.apply(message);
            assertThat(reader.read(new ByteArrayInputStream(written))).isEqualTo(message);
        }
    }

    private interface Reader<T> {
        T read(InputStream in) throws MalformedDocument, IOException;
    }
}
