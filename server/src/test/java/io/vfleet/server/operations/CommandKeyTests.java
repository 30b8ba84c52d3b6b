package io.vfleet.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.domain.operation.OperationState;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.AgentMessages.Succession;
import io.vfleet.domain.wire.AgentMessages.TokenAnswer;
import io.vfleet.domain.wire.SignedCommands;
import io.vfleet.server.Api;
import io.vfleet.server.TestAgent;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CommandKeyTests extends OperationScene {

    private static final String WANTED = "{\"reason\":\"yearly\",\"overlapHours\":24}";

    @AfterEach
    void goBackToTheFirstKey() {
        jdbc.sql("delete from command_key").update();
    }

    @Test
    void theNextKeyIsNamedByTheOneBeforeAndSignsAfterTheOverlap() throws Exception {
        TestAgent agent = reported();
        String old = agent.logIn().serverKey().orElseThrow();
        var told = rotate().ok();
        assertThat(told.path("key").asString()).isEqualTo(old);

        TokenAnswer during = agent.logIn();
        assertThat(during.serverKey()).contains(old);
        Succession step = during.successions().getFirst();
        assertThat(step.by()).isEqualTo(old);
        assertThat(step.key()).isEqualTo(told.at("/next/key").asString());
        assertThat(signed(SignedCommands.successorBytes(step.key()), step.signature(), old))
                .isTrue();
        assertThat(isSigned(delivered(agent), old)).isTrue();

        jdbc.sql("update command_key set signs_from = now() - interval '1 minute'").update();
        assertThat(agent.logIn().serverKey()).contains(step.key());
        SignedCommand after = delivered(agent);
        assertThat(isSigned(after, step.key())).isTrue();
        assertThat(isSigned(after, old)).isFalse();
        assertThat(admin().get("/api/v1/command-key").ok().path("keys").asInt()).isEqualTo(2);
    }

    @Test
    void oneKeyFollowsAtATime() {
        rotate().ok();
        rotate().problem(409, "conflict");
        admin().post("/api/v1/command-key/rotation", "{\"reason\":\"quick\",\"overlapHours\":1}")
                .problem(400, "invalid-value");

        JsonNode row = admin().all("/api/v1/audit?filter=what==command-key-rotated").getFirst();
        assertThat(row.path("why").asString()).isEqualTo("yearly");
    }

    private Api.Answer rotate() {
        return admin().post("/api/v1/command-key/rotation", WANTED);
    }

    private SignedCommand delivered(TestAgent agent) {
        var id = asked(recheck(agent));
        SignedCommand command = poll(agent, 10).getFirst();
        tell(agent, progress(id, OperationState.REFUSED));
        return command;
    }

    private static boolean isSigned(SignedCommand command, String key) throws Exception {
        byte[] payload = Base64.getDecoder().decode(command.payload());
        return signed(SignedCommands.signedBytes(payload), command.signature(), key);
    }

    private static boolean signed(byte[] what, String signature, String key) throws Exception {
        Signature check = Signature.getInstance("Ed25519");
        byte[] encoded = Base64.getDecoder().decode(key);
        check.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        check.update(what);
        return check.verify(Base64.getDecoder().decode(signature));
    }
}
