package io.vfleet.bench.node;

import io.vfleet.bench.measure.Kind;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.ChallengeRequest;
import io.vfleet.domain.wire.AgentMessages.EnrollAnswer;
import io.vfleet.domain.wire.AgentMessages.EnrollRequest;
import io.vfleet.domain.wire.AgentMessages.TokenAnswer;
import io.vfleet.domain.wire.AgentMessages.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// How a node gets in: enrolls, signs the challenge, gets its access token.
final class Joining {

    static final String APPROVED = "APPROVED";

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Surroundings around;
    private final Caller caller;
    private final BenchHost host;
    private final NodeKey key;

    Joining(Surroundings around, Caller caller, BenchHost host, NodeKey key) {
        this.around = around;
        this.caller = caller;
        this.host = host;
        this.key = key;
    }

    void enroll(Consumer<Node.Pass> next) {
        String token = around.enrollmentToken();
        var request =
                new EnrollRequest(
                        token,
                        key.publicKey(),
                        key.sign("vfleet-enroll\n" + token + "\n" + host.hostname()),
                        host.hostname(),
                        Optional.of(host.machineId()),
                        Optional.of(host.productUuid()),
                        BenchHost.VERSION);
        caller.call(
                Call.post(Kind.ENROLL, AgentJson.write(request), AgentJson::readEnrollAnswer),
                "",
                answer -> enrolled(answer, next));
    }

    private void enrolled(EnrollAnswer answer, Consumer<Node.Pass> next) {
        if (!answer.state().equals(APPROVED)) {
            caller.wrong(
                    Kind.ENROLL,
                    "the node is " + answer.state() + ": the token has to approve by itself");
            around.loop().after(PAUSE, () -> enroll(next));
            return;
        }
        renew(new Node.Pass(answer.nodeId(), "", answer.serverKey().orElse(""), 0), next);
    }

    /// A new access token.
    void renew(Node.Pass old, Consumer<Node.Pass> next) {
        var request = new ChallengeRequest(old.nodeId());
        caller.call(
                Call.post(Kind.CHALLENGE, AgentJson.write(request), AgentJson::readChallengeAnswer),
                "",
                answer -> sign(old, answer.challenge(), next));
    }

    private void sign(Node.Pass old, String challenge, Consumer<Node.Pass> next) {
        String signature = key.sign("vfleet-token\n" + old.nodeId() + "\n" + challenge);
        var request = new TokenRequest(old.nodeId(), challenge, signature);
        caller.call(
                Call.post(Kind.TOKEN, AgentJson.write(request), AgentJson::readTokenAnswer),
                "",
                answer -> got(old, answer, next));
    }

    private void got(Node.Pass old, TokenAnswer answer, Consumer<Node.Pass> next) {
        if (!answer.state().equals(APPROVED) || answer.expiresAt().isBefore(Instant.now())) {
            caller.wrong(Kind.TOKEN, "not approved, or of no use any more");
        }
        // pinned: the first one told stays
        String told = answer.serverKey().orElse("");
        String serverKey = old.serverKey().isEmpty() ? told : old.serverKey();
        next.accept(
                new Node.Pass(old.nodeId(), answer.accessToken(), serverKey, System.nanoTime()));
    }
}
