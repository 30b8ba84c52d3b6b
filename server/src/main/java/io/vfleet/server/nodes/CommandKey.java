package io.vfleet.server.nodes;

import io.vfleet.domain.wire.SignedCommands;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;

/// The Ed25519 key whose commands nodes obey; all replicas on one database have the same, for good.
@Component
public class CommandKey {

    private static final String ALGORITHM = "Ed25519";

    /// of an Ed25519 key as PKCS #8 (RFC 8410, without its public part)
    private static final int PRIVATE = 48;

    private final PrivateKey privateKey;
    private final String publicKey;

    CommandKey(Secrets secrets) {
        byte[] pair = secrets.get("command-key", CommandKey::fresh);
        this.privateKey = privateKey(Arrays.copyOf(pair, PRIVATE));
        this.publicKey =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(pair, PRIVATE, pair.length));
    }

    /// X.509 SubjectPublicKeyInfo in Base64, for nodes to pin.
    public String publicKey() {
        return publicKey;
    }

    /// The signature of a command's payload, in Base64.
    public String sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(SignedCommands.signedBytes(payload));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    private static PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the command key in server_secret is damaged", e);
        }
    }

    private static byte[] fresh() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] secret = pair.getPrivate().getEncoded();
            byte[] open = pair.getPublic().getEncoded();
            byte[] both = Arrays.copyOf(secret, secret.length + open.length);
            System.arraycopy(open, 0, both, secret.length, open.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }
}
