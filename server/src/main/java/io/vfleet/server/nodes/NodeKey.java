package io.vfleet.server.nodes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// The public half of a node's own key.
record NodeKey(PublicKey key) {

    private static final String ALGORITHM = "Ed25519";

    /// Reads an X.509 SubjectPublicKeyInfo; empty when it is no Ed25519 key.
    static Optional<NodeKey> find(byte[] encoded) {
        try {
            return Optional.of(
                    new NodeKey(
                            KeyFactory.getInstance(ALGORITHM)
                                    .generatePublic(new X509EncodedKeySpec(encoded))));
        } catch (InvalidKeySpecException _) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    static Optional<NodeKey> find(String base64) {
        return base64(base64).flatMap(NodeKey::find);
    }

    byte[] encoded() {
        return key.getEncoded();
    }

    boolean signed(String text, String signature) {
        return base64(signature).filter(bytes -> verify(text, bytes)).isPresent();
    }

    private boolean verify(String text, byte[] bytes) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(bytes);
        } catch (SignatureException _) {
            // wrong length
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that does not verify", e);
        }
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
