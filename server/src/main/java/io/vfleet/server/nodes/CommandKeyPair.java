package io.vfleet.server.nodes;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/// An Ed25519 key as it is kept: the private half as PKCS #8, then the public one as X.509.
record CommandKeyPair(byte[] bytes) {

    private static final String ALGORITHM = "Ed25519";

    /// of an Ed25519 key as PKCS #8 (RFC 8410, without its public part)
    private static final int PRIVATE = 48;

    static CommandKeyPair fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] secret = pair.getPrivate().getEncoded();
            byte[] open = pair.getPublic().getEncoded();
            byte[] both = Arrays.copyOf(secret, secret.length + open.length);
            System.arraycopy(open, 0, both, secret.length, open.length);
            return new CommandKeyPair(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /// X.509 SubjectPublicKeyInfo in Base64.
    String publicKey() {
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, PRIVATE, bytes.length));
    }

    /// In Base64.
    String sign(byte[] what) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey());
            signature.update(what);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Arrays.copyOf(bytes, PRIVATE)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a kept command key is damaged", e);
        }
    }
}
