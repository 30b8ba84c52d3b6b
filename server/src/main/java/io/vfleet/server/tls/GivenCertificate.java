package io.vfleet.server.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

/// A certificate that somebody else made: looked at once, so that a bad one is told at the start
/// and not by every agent.
final class GivenCertificate {

    private static final byte[] SAMPLE = {1, 2, 3};

    private GivenCertificate() {}

    static void check(ListenSettings.PemBundle files) {
        PemFile.Content read = PemFile.read(files);
        X509Certificate first = read.first();
        try {
            first.checkValidity();
        } catch (CertificateException e) {
            throw new TlsUnusable(
                    "The certificate %s is valid from %s until %s only."
                            .formatted(
                                    PemFile.shown(files.certificate()),
                                    first.getNotBefore().toInstant(),
                                    first.getNotAfter().toInstant()),
                    e);
        }
        if (!belongTogether(first, read.key())) {
            throw new TlsUnusable(
                    "The key %s is not that of the first certificate in %s."
                            .formatted(
                                    PemFile.shown(files.privateKey()),
                                    PemFile.shown(files.certificate())));
        }
    }

    static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        try {
            String algorithm = algorithm(key);
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(SAMPLE);
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(SAMPLE);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
