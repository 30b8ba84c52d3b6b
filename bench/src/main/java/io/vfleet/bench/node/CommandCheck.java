package io.vfleet.bench.node;

import io.vfleet.domain.operation.Command;
import io.vfleet.domain.wire.AgentJson;
import io.vfleet.domain.wire.AgentMessages.SignedCommand;
import io.vfleet.domain.wire.MalformedDocument;
import io.vfleet.domain.wire.SignedCommands;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/// Reads commands as an agent does: nothing is read of one whose signature is not the pinned key's.
final class CommandCheck {

    /// Why a node may not obey.
    static final class Unacceptable extends Exception {
        Unacceptable(String message) {
            super(message);
        }
    }

    private CommandCheck() {}

    static Command read(SignedCommand signed, String serverKey, String nodeId) throws Unacceptable {
        byte[] payload = base64(signed.payload());
        if (serverKey.isEmpty()) {
            throw new Unacceptable("the server never told its key");
        }
        if (!verified(payload, base64(signed.signature()), serverKey)) {
            throw new Unacceptable("the signature is not by the server's key");
        }
        Command command = parsed(payload);
        if (!command.nodeId().equals(nodeId)) {
            throw new Unacceptable("it is for another node");
        }
        if (command.deadline().isBefore(Instant.now())) {
            throw new Unacceptable("its deadline has passed");
        }
        return command;
    }

    private static byte[] base64(String text) throws Unacceptable {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Unacceptable("no Base64");
        }
    }

    private static boolean verified(byte[] payload, byte[] signature, String serverKey)
            throws Unacceptable {
        try {
            PublicKey key =
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(base64(serverKey)));
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(SignedCommands.signedBytes(payload));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new Unacceptable("key or signature is malformed");
        }
    }

    private static Command parsed(byte[] payload) throws Unacceptable {
        try {
            return AgentJson.readCommand(new ByteArrayInputStream(payload));
        } catch (MalformedDocument e) {
            throw new Unacceptable("malformed: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be read", e);
        }
    }
}
