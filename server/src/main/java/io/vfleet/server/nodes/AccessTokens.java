package io.vfleet.server.nodes;

import io.vfleet.domain.wire.AgentMessages.TokenAnswer;
import io.vfleet.domain.wire.AgentMessages.TokenRequest;
import io.vfleet.server.audit.NodeRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/// Turns a node's signature of a challenge into the bearer token of its requests.
@Service
class AccessTokens {

    private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final NodePass challenges;
    private final NodePass tokens;
    private final NodeStore nodes;
    private final EnrollmentStore keys;
    private final CommandKey commandKey;
    private final NodeRecords records;
    private final Clock clock;

    AccessTokens(
            Secrets secrets,
            NodeStore nodes,
            EnrollmentStore keys,
            CommandKey commandKey,
            NodeRecords records,
            Clock clock) {
        this.records = records;
        this.challenges = new NodePass(secrets.get("agent-challenge"));
        this.tokens = new NodePass(secrets.get("agent-access-token"));
        this.nodes = nodes;
        this.keys = keys;
        this.commandKey = commandKey;
        this.clock = clock;
    }

    String challenge(String nodeId) {
        var challenge = new NodePass.Named(admitted(nodeId).id(), 0);
        return challenges.issue(challenge, clock.instant().plus(CHALLENGE_LIFE));
    }

    TokenAnswer token(TokenRequest request) {
        Node node = admitted(request.nodeId());
        Optional<UUID> challenged =
                challenges.read(request.challenge(), clock.instant()).map(NodePass.Named::node);
        if (!challenged.equals(Optional.of(node.id()))) {
            throw AgentRefusal.unauthenticated("the challenge is not this node's, or too old");
        }
        String signed = "vfleet-token\n" + request.nodeId() + "\n" + request.challenge();
        boolean proven =
                keys.publicKey(node.id())
                        .flatMap(NodeKey::find)
                        .filter(key -> key.signed(signed, request.signature()))
                        .isPresent();
        if (!proven) {
            throw AgentRefusal.unauthenticated("the signature is not by this node's key");
        }
        request.recorded().ifPresent(head -> records.keep(node.id(), head));
        return issue(node);
    }

    Optional<AgentPrincipal> read(String token) {
        return tokens.read(token, clock.instant())
                .map(named -> new AgentPrincipal(named.node(), named.login()));
    }

    private TokenAnswer issue(Node node) {
        Instant until = clock.instant().plus(TOKEN_LIFE);
        return new TokenAnswer(
                tokens.issue(new NodePass.Named(node.id(), nodes.login(node.id())), until),
                until,
                node.enrollment().name(),
                Optional.of(commandKey.publicKey()),
                commandKey.successions());
    }

    private Node admitted(String nodeId) {
        Node node = Ids.find(nodeId).flatMap(nodes::find).orElseThrow(AccessTokens::unknown);
        if (!node.enrollment().admitted()) {
            throw AgentRefusal.standing(node.enrollment());
        }
        return node;
    }

    private static AgentRefusal unknown() {
        return AgentRefusal.of(HttpStatus.NOT_FOUND, "node-unknown", "there is no node of this id");
    }
}
