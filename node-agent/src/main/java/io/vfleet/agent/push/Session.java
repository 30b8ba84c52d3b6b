package io.vfleet.agent.push;

import io.vfleet.agent.push.Answer.Refused;
import io.vfleet.agent.push.Answer.Taken;
import io.vfleet.agent.push.Answer.Unreachable;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.NodeKey;
import io.vfleet.domain.operation.NodeRecord;
import io.vfleet.domain.operation.Progress;
import io.vfleet.domain.wire.AgentMessages;
import io.vfleet.domain.wire.AgentMessages.Succession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who the agent is to the server: enrolls once, then signs for an access token whenever it needs
/// one.
final class Session {

    /// Shorter than the hour a token is good for: most renewals then cost no refused report.
    private static final Duration TOKEN_AGE = Duration.ofMinutes(50);

    private final ServerClient server;
    private final AgentState state;
    private final Optional<String> enrollToken;
    private final AgentLog log;
    private final Timing timing;
    private final Supplier<Optional<NodeRecord.Head>> recorded;
    private Optional<String> accessToken = Optional.empty();
    private long tokenSince;
    private String standing = "";

    /// @param recorded how far the agent's own record of its operations goes
    Session(
            ServerClient server,
            AgentState state,
            AgentOptions options,
            AgentLog log,
            Supplier<Optional<NodeRecord.Head>> recorded) {
        this.recorded = recorded;
        this.server = server;
        this.state = state;
        this.enrollToken = options.enrollToken();
        this.timing = options.timing();
        this.log = log;
    }

    /// The node's id, after having enrolled where that was not done yet.
    Answer<String> enrolled(Identity identity) {
        Optional<String> known = state.nodeId();
        return known.<Answer<String>>map(Taken::new).orElseGet(() -> enroll(identity));
    }

    Answer<AgentMessages.HeartbeatAnswer> heartbeat(AgentMessages.Heartbeat beat) {
        Answer<AgentMessages.HeartbeatAnswer> answer =
                authorized(token -> server.heartbeat(token, beat));
        if (answer instanceof Taken<AgentMessages.HeartbeatAnswer>(var value)) {
            standing(value.state());
        }
        return answer;
    }

    Answer<AgentMessages.ReportAnswer> report(byte[] gzip) {
        return authorized(token -> server.report(token, gzip));
    }

    Answer<Boolean> progress(Progress progress) {
        return authorized(token -> server.progress(token, progress));
    }

    /// A token for a request of somebody else's.
    Answer<String> bearer() {
        return accessToken.isEmpty() || aged() ? newToken() : new Taken<>(accessToken.get());
    }

    /// The token was refused elsewhere.
    void forgetToken() {
        accessToken = Optional.empty();
    }

    /// Enrolls again where the server forgot this node and there is a token to do it with.
    Answer<String> enroll(Identity identity) {
        String token = enrollToken.orElse("");
        NodeKey key = state.key();
        var request =
                new AgentMessages.EnrollRequest(
                        token,
                        key.publicKey(),
                        key.sign("vfleet-enroll\n" + token + "\n" + identity.hostname()),
                        identity.hostname(),
                        identity.machineId(),
                        identity.productUuid(),
                        identity.agentVersion());
        return switch (server.enroll(request)) {
            case Taken<AgentMessages.EnrollAnswer>(var answer) -> {
                state.enrolled(answer.nodeId());
                answer.serverKey().ifPresent(shown -> pin(shown, List.of()));
                log.say("enrolled at " + server.address() + " as node " + answer.nodeId());
                standing(answer.state());
                yield new Taken<>(answer.nodeId());
            }
            case Refused<AgentMessages.EnrollAnswer> refused -> refused.of();
            case Unreachable<AgentMessages.EnrollAnswer> unreachable -> unreachable.of();
        };
    }

    private <T> Answer<T> authorized(Function<String, Answer<T>> request) {
        boolean fresh = accessToken.isEmpty() || aged();
        Answer<T> answer = withToken(request, fresh);
        boolean expired = answer instanceof Refused<T> refused && refused.status() == 401;
        return expired && !fresh ? withToken(request, true) : answer;
    }

    private <T> Answer<T> withToken(Function<String, Answer<T>> request, boolean fresh) {
        Answer<String> token = fresh ? newToken() : new Taken<>(accessToken.orElseThrow());
        return switch (token) {
            case Taken<String>(var value) -> request.apply(value);
            case Refused<String> refused -> refused.of();
            case Unreachable<String> unreachable -> unreachable.of();
        };
    }

    private Answer<String> newToken() {
        accessToken = Optional.empty();
        String nodeId = state.nodeId().orElseThrow();
        return switch (server.challenge(new AgentMessages.ChallengeRequest(nodeId))) {
            case Taken<AgentMessages.ChallengeAnswer>(var answer) ->
                    signed(nodeId, answer.challenge());
            case Refused<AgentMessages.ChallengeAnswer> refused -> refused.of();
            case Unreachable<AgentMessages.ChallengeAnswer> unreachable -> unreachable.of();
        };
    }

    private Answer<String> signed(String nodeId, String challenge) {
        String signature = state.key().sign("vfleet-token\n" + nodeId + "\n" + challenge);
        var request = new AgentMessages.TokenRequest(nodeId, challenge, signature, recorded.get());
        return switch (server.token(request)) {
            case Taken<AgentMessages.TokenAnswer>(var answer) -> {
                accessToken = Optional.of(answer.accessToken());
                tokenSince = timing.nanoTime();
                answer.serverKey().ifPresent(key -> pin(key, answer.successions()));
                standing(answer.state());
                yield new Taken<>(answer.accessToken());
            }
            case Refused<AgentMessages.TokenAnswer> refused -> refused.of();
            case Unreachable<AgentMessages.TokenAnswer> unreachable -> unreachable.of();
        };
    }

    // a key to which no pinned one leads may be another server's
    private void pin(String now, List<Succession> successions) {
        List<String> pinned = state.serverKeys();
        Optional<List<String>> obeyed = ServerKeys.obeyed(pinned, now, successions);
        if (obeyed.isEmpty()) {
            log.warn(
                    server.address()
                            + " shows another key for its commands than the pinned one: ignored,"
                            + " commands signed by it will not be done");
            return;
        }
        if (obeyed.get().equals(pinned)) {
            return;
        }
        state.pin(obeyed.get());
        log.say(
                pinned.isEmpty()
                        ? "commands are taken from %s from now on: its key is pinned"
                                .formatted(server.address())
                        : "%s has another key for its commands, signed by the one before: pinned"
                                .formatted(server.address()));
    }

    private boolean aged() {
        return timing.nanoTime() - tokenSince > TOKEN_AGE.toNanos();
    }

    private void standing(String now) {
        if (now.equals(standing)) {
            return;
        }
        standing = now;
        log.say(
                now.equals("PENDING")
                        ? "waiting for approval on " + server.address() + "; reporting meanwhile"
                        : "the server counts this node as " + now);
    }

    /// What the enrollment tells of the host.
    record Identity(
            String hostname,
            Optional<String> machineId,
            Optional<String> productUuid,
            String agentVersion) {}
}
