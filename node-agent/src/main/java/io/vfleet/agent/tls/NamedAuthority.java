package io.vfleet.agent.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts one CA, known by its fingerprint alone: the server sends the certificate itself, last in
/// its chain, and all before it is validated against it as the only anchor.
final class NamedAuthority extends X509ExtendedTrustManager {

    private static final X509Certificate[] ANY = {};

    private final Fingerprint expected;
    private final Consumer<Fingerprint> accepted;

    NamedAuthority(Fingerprint expected, Consumer<Fingerprint> accepted) {
        this.expected = expected;
        this.accepted = accepted;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        // the socket carries the name that was asked for (SSLParameters, "HTTPS")
        below(authority(chain)).checkServerTrusted(chain, authType, socket);
        accepted.accept(expected);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        below(authority(chain)).checkServerTrusted(chain, authType, engine);
        accepted.accept(expected);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("the server's name is not known here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
            throws CertificateException {
        throw new CertificateException("an agent has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return ANY;
    }

    private X509Certificate authority(X509Certificate[] chain) throws CertificateException {
        X509Certificate last = chain[chain.length - 1];
        Fingerprint presented = Fingerprint.of(last);
        if (!presented.equals(expected)) {
            throw new CertificateException(
                    "expected the CA with SHA-256 %s, presented was %s"
                            .formatted(expected, presented));
        }
        // the JDK takes a certificate that is an anchor itself for trusted, CA or not
        if (chain.length < 2 || last.getBasicConstraints() < 0) {
            throw new CertificateException(
                    "SHA-256 " + expected + " is the server's own certificate, not its CA's");
        }
        for (X509Certificate certificate : chain) {
            checkDates(certificate);
        }
        return last;
    }

    // PKIX does not look at the anchor's dates, and says little about the others' (RFC 5280 §6.1)
    private static void checkDates(X509Certificate certificate) throws CertificateException {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        Date now = new Date();
        if (now.before(certificate.getNotBefore()) || now.after(certificate.getNotAfter())) {
            throw new CertificateException(
                    "%s is valid from %s until %s and it is %s here"
                            .formatted(
                                    certificate.getSubjectX500Principal().getName(),
                                    from,
                                    until,
                                    now.toInstant()));
        }
    }

    private static X509ExtendedTrustManager below(X509Certificate authority)
            throws CertificateException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            anchors.setCertificateEntry("ca", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager validating) {
                    return validating;
                }
            }
            throw new IllegalStateException("every Java validates X.509");
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException("the server's CA cannot be used", e);
        }
    }
}
