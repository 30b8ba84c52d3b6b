package io.vfleet.domain.wire;

import io.vfleet.domain.operation.NodeRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a node gets its access token, as JSON.
final class TokenJson {

    private static final int MOST_SUCCESSIONS = 256;

    private TokenJson() {}

    static void write(JsonOutput out, AgentMessages.ChallengeRequest message) {
        out.text("nodeId", message.nodeId());
    }

    static void write(JsonOutput out, AgentMessages.ChallengeAnswer message) {
        out.text("challenge", message.challenge());
    }

    static void write(JsonOutput out, AgentMessages.TokenRequest message) {
        out.text("nodeId", message.nodeId());
        out.text("challenge", message.challenge());
        out.text("signature", message.signature());
        message.recorded()
                .ifPresent(head -> {
                    out.number("recorded", head.sequence());
                    out.text("recordHash", head.hash());
                });
    }

    static void write(JsonOutput out, AgentMessages.TokenAnswer message) {
        out.text("accessToken", message.accessToken());
        out.time("expiresAt", message.expiresAt());
        out.text("state", message.state());
        out.text("serverKey", message.serverKey());
        if (!message.successions().isEmpty()) {
            out.objects("successions", message.successions(), TokenJson::write);
        }
    }

    private static void write(JsonOutput out, AgentMessages.Succession succession) {
        out.text("by", succession.by());
        out.text("key", succession.key());
        out.text("signature", succession.signature());
    }

    /// [AgentMessages.ChallengeRequest] as JSON.
    static final class ChallengeRequest extends JsonFields<AgentMessages.ChallengeRequest> {

        private final Slot<String> nodeId = text("nodeId");

        ChallengeRequest(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.ChallengeRequest build() throws MalformedDocument {
            return new AgentMessages.ChallengeRequest(nodeId.required());
        }
    }

    /// [AgentMessages.ChallengeAnswer] as JSON.
    static final class ChallengeAnswer extends JsonFields<AgentMessages.ChallengeAnswer> {

        private final Slot<String> challenge = text("challenge");

        ChallengeAnswer(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.ChallengeAnswer build() throws MalformedDocument {
            return new AgentMessages.ChallengeAnswer(challenge.required());
        }
    }

    /// [AgentMessages.TokenRequest] as JSON.
    static final class Request extends JsonFields<AgentMessages.TokenRequest> {

        private final Slot<String> nodeId = text("nodeId");
        private final Slot<String> challenge = text("challenge");
        private final Slot<String> signature = text("signature");
        private final Slot<Long> recorded = number("recorded");
        private final Slot<String> recordHash = text("recordHash");

        Request(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.TokenRequest build() throws MalformedDocument {
            Optional<NodeRecord.Head> head =
                    recorded.optional().isPresent() && recordHash.optional().isPresent()
                            ? Optional.of(
                                    new NodeRecord.Head(recorded.required(), recordHash.required()))
                            : Optional.empty();
            return new AgentMessages.TokenRequest(
                    nodeId.required(), challenge.required(), signature.required(), head);
        }
    }

    /// [AgentMessages.TokenAnswer] as JSON.
    static final class Answer extends JsonFields<AgentMessages.TokenAnswer> {

        private final Slot<String> accessToken = text("accessToken");
        private final Slot<Instant> expiresAt = time("expiresAt");
        private final Slot<String> state = text("state");
        private final Slot<String> serverKey = text("serverKey");
        private final Slot<List<AgentMessages.Succession>> successions =
                objects("successions", MOST_SUCCESSIONS, SuccessionFields::new);

        Answer(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.TokenAnswer build() throws MalformedDocument {
            return new AgentMessages.TokenAnswer(
                    accessToken.required(),
                    expiresAt.required(),
                    state.required(),
                    serverKey.optional(),
                    successions.or(List.of()));
        }
    }

    private static final class SuccessionFields extends JsonFields<AgentMessages.Succession> {

        private final Slot<String> by = text("by");
        private final Slot<String> key = text("key");
        private final Slot<String> signature = text("signature");

        SuccessionFields(JsonInput in) {
            super(in);
        }

        @Override
        AgentMessages.Succession build() throws MalformedDocument {
            return new AgentMessages.Succession(
                    by.required(), key.required(), signature.required());
        }
    }
}
