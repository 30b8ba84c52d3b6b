package io.vfleet.server.nodes;

import io.vfleet.domain.wire.AgentMessages.EnrollAnswer;
import io.vfleet.domain.wire.AgentMessages.EnrollRequest;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.server.history.Event;
import io.vfleet.server.history.History;
import io.vfleet.server.nodes.Node.Enrollment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Registers a node's key: an enrollment token counts once a key, the same key leads to the same
/// node for ever.
@Service
class Registration {

    private static final int LONGEST = 255;

    private final EnrollmentStore store;
    private final History history;
    private final TransactionTemplate transaction;
    private final CommandKey commandKey;
    private final Clock clock;

    Registration(
            EnrollmentStore store,
            History history,
            TransactionTemplate transaction,
            CommandKey commandKey,
            Clock clock) {
        this.store = store;
        this.history = history;
        this.transaction = transaction;
        this.commandKey = commandKey;
        this.clock = clock;
    }

    EnrollAnswer enroll(EnrollRequest request) throws MalformedDocument {
        checkTexts(request);
        NodeKey key =
                NodeKey.find(request.publicKey())
                        .orElseThrow(() ->
                                new MalformedDocument(
                                        "publicKey",
                                        "publicKey is no Ed25519 key as X.509"
                                                + " SubjectPublicKeyInfo in Base64"));
        checkPossession(key, request);
        Node node = registered(key.encoded(), request);
        if (!node.enrollment().admitted()) {
            throw AgentRefusal.standing(node.enrollment());
        }
        return new EnrollAnswer(
                node.id().toString(),
                node.enrollment().name(),
                Optional.of(commandKey.publicKey()));
    }

    private Node registered(byte[] key, EnrollRequest request) {
        return store.byKey(key).or(() -> added(key, request)).orElseGet(() -> others(key));
    }

    private Optional<Node> added(byte[] key, EnrollRequest request) {
        try {
            return Optional.ofNullable(transaction.execute(_ -> add(key, request)));
        } catch (KeyTaken _) {
            return Optional.empty();
        }
    }

    /// Two requests with one key at the same time: the other one has added it.
    private Node others(byte[] key) {
        return store.byKey(key)
                .orElseThrow(() -> new IllegalStateException("a key that is and is not there"));
    }

    private Node add(byte[] key, EnrollRequest request) {
        EnrollmentStore.Spent token = spend(request.token());
        Optional<UUID> replaces = store.sameMachine(request);
        // Whoever claims to be a machine that is there already needs a person's word for it.
        boolean approved = token.autoApprove() && replaces.isEmpty();
        Enrollment state = approved ? Enrollment.APPROVED : Enrollment.PENDING;
        var node = new Node(UUID.randomUUID(), request.hostname(), state, replaces);
        if (!store.add(node, key, token.id(), request)) {
            throw new KeyTaken();
        }
        history.append(
                List.of(
                        Event.ofNode(
                                node.id(), clock.instant(), Event.Kind.ENROLLED, state.name())));
        return node;
    }

    private EnrollmentStore.Spent spend(String token) {
        byte[] hash = Sha256.of(token);
        return store.spend(hash)
                .orElseThrow(() ->
                        AgentRefusal.of(
                                HttpStatus.FORBIDDEN,
                                "enrollment-token-refused",
                                "this enrollment token cannot be used: " + store.refusal(hash)));
    }

    private static void checkPossession(NodeKey key, EnrollRequest request) {
        String signed = "vfleet-enroll\n" + request.token() + "\n" + request.hostname();
        if (!key.signed(signed, request.signature())) {
            throw AgentRefusal.unauthenticated("the signature is not by the key of publicKey");
        }
    }

    private static void checkTexts(EnrollRequest request) throws MalformedDocument {
        check("hostname", request.hostname());
        check("agentVersion", request.agentVersion());
        check("machineId", request.machineId().orElse("-"));
        check("productUuid", request.productUuid().orElse("-"));
    }

    private static void check(String field, String value) throws MalformedDocument {
        boolean odd = value.chars().anyMatch(Character::isISOControl);
        if (value.isBlank() || value.length() > LONGEST || odd) {
            throw new MalformedDocument(
                    field,
                    "%s is empty, longer than %d characters, or has control characters"
                            .formatted(field, LONGEST));
        }
    }

    /// Rolls the counted use back.
    private static final class KeyTaken extends RuntimeException {}
}
