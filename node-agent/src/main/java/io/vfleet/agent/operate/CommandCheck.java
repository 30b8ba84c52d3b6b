package io.vfleet.agent.operate;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.operation.OperationKind;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.AgentMessages.UnknownCommand;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.SignedCommands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Whether a command is the server's and for this node. Nothing of it is parsed before its
/// signature was found to be right.
final class CommandCheck {

    private static final String ALGORITHM = "Ed25519";

    private CommandCheck() {}

    /// @param pinned the server's keys, X.509, Base64
    static Checked check(SignedCommand signed, List<String> pinned, String nodeId) {
        if (pinned.isEmpty()) {
            return new Checked.Ignored("no key of the server is pinned, so nobody can command");
        }
        try {
            byte[] payload = Base64.getDecoder().decode(signed.payload());
            if (!verified(payload, signed.signature(), pinned)) {
                return new Checked.Ignored("its signature is not by the server's pinned key");
            }
            return forNode(payload, nodeId);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return new Checked.Ignored("its signature cannot be checked: " + e.getMessage());
        } catch (MalformedDocument | IOException e) {
            return new Checked.Ignored("it is not understood: " + e.getMessage());
        }
    }

    private static Checked forNode(byte[] payload, String nodeId)
            throws MalformedDocument, IOException {
        UnknownCommand head = AgentJson.readUnknownCommand(new ByteArrayInputStream(payload));
        if (!head.nodeId().equals(nodeId)) {
            return new Checked.Ignored(
                    "command %s is for node %s, not for this one"
                            .formatted(head.id(), head.nodeId()));
        }
        return known(head.kind())
                ? new Checked.InOrder(AgentJson.readCommand(new ByteArrayInputStream(payload)))
                : new Checked.Unknown(head);
    }

    private static boolean known(String kind) {
        return Arrays.stream(OperationKind.values()).anyMatch(one -> one.name().equals(kind));
    }

    private static boolean verified(byte[] payload, String signature, List<String> keys)
            throws GeneralSecurityException {
        for (String key : keys) {
            if (verified(payload, signature, key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verified(byte[] payload, String signature, String key)
            throws GeneralSecurityException {
        PublicKey server =
                KeyFactory.getInstance(ALGORITHM)
                        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(key)));
        Signature check = Signature.getInstance(ALGORITHM);
        check.initVerify(server);
        check.update(SignedCommands.signedBytes(payload));
        return check.verify(Base64.getDecoder().decode(signature));
    }

    /// What came of it.
    sealed interface Checked {

        /// The server's, for this node.
        record InOrder(Command command) implements Checked {}

        /// The server's, for this node, and of a kind that came after this agent.
        record Unknown(UnknownCommand command) implements Checked {}

        /// Not to be answered, and never to be done.
        record Ignored(String why) implements Checked {}
    }
}
