package io.vfleet.bench.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;

/// A node's Ed25519 key.
///
/// @param publicKey X.509 SubjectPublicKeyInfo, Base64
record NodeKey(PrivateKey privateKey, String publicKey) {

    private static final String ALGORITHM = "Ed25519";

    static NodeKey create() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            return new NodeKey(pair.getPrivate(), base64(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make Ed25519 keys", e);
        }
    }

    /// What [#line] wrote.
    static NodeKey parse(String line) throws GeneralSecurityException {
        String[] halves = line.split(" ");
        if (halves.length != 2) {
            throw new GeneralSecurityException("no key");
        }
        byte[] encoded = Base64.getDecoder().decode(halves[0]);
        PrivateKey key =
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        return new NodeKey(key, halves[1]);
    }

    String line() {
        return base64(privateKey.getEncoded()) + " " + publicKey;
    }

    /// Always the same for this key, another one for any other.
    UUID identity() {
        return UUID.nameUUIDFromBytes(publicKey.getBytes(UTF_8));
    }

    /// The signature over the text's UTF-8 bytes, Base64.
    String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(text.getBytes(UTF_8));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with Ed25519", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
