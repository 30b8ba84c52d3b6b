package io.vfleet.agent.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/// The node's Ed25519 key pair, made once on the node; the private half never leaves it.
public final class NodeKey {

    private static final String ALGORITHM = "Ed25519";

    private final KeyPair pair;

    private NodeKey(KeyPair pair) {
        this.pair = pair;
    }

    static NodeKey loadOrCreate(StateFile file) throws StateProblem {
        Optional<String> text = file.text();
        return text.isPresent() ? parse(text.get(), file) : create(file);
    }

    /// X.509 SubjectPublicKeyInfo, Base64.
    public String publicKey() {
        return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    }

    /// The signature over the text's UTF-8 bytes, Base64.
    public String sign(String text) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign with " + ALGORITHM, e);
        }
    }

    private static NodeKey create(StateFile file) throws StateProblem {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            file.writeText(
                    block("PRIVATE KEY", pair.getPrivate().getEncoded())
                            + block("PUBLIC KEY", pair.getPublic().getEncoded()));
            return new NodeKey(pair);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make " + ALGORITHM + " keys", e);
        } catch (IOException e) {
            throw new StateProblem(
                    "cannot write the node's key " + file.path() + ": " + StateFile.reason(e));
        }
    }

    private static NodeKey parse(String text, StateFile file) throws StateProblem {
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            NodeKey key =
                    new NodeKey(
                            new KeyPair(
                                    keys.generatePublic(
                                            new X509EncodedKeySpec(content("PUBLIC KEY", text))),
                                    keys.generatePrivate(
                                            new PKCS8EncodedKeySpec(
                                                    content("PRIVATE KEY", text)))));
            key.prove();
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StateProblem(
                    "the node's key "
                            + file.path()
                            + " is damaged; restore it, or remove the state directory and enroll"
                            + " this node anew");
        }
    }

    private void prove() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(pair.getPublic());
        signature.update("vfleet".getBytes(UTF_8));
        if (!signature.verify(Base64.getDecoder().decode(sign("vfleet")))) {
            throw new GeneralSecurityException("the two halves do not belong together");
        }
    }

    private static String block(String label, byte[] content) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getEncoder().encodeToString(content)
                + "\n-----END "
                + label
                + "-----\n";
    }

    private static byte[] content(String label, String text) {
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
