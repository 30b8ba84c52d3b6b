package io.vfleet.agent.tls;

import java.net.URLConnection;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// Which certificates a server may show: those below one CA, or those this Java trusts.
///
/// Agents that share an instance share their kept connections.
public final class ServerTrust {

    private final Optional<SSLSocketFactory> sockets;

    private ServerTrust(Optional<SSLSocketFactory> sockets) {
        this.sockets = sockets;
    }

    /// The JDK's trust store decides.
    public static ServerTrust ofThisJava() {
        return new ServerTrust(Optional.empty());
    }

    /// Nothing but the CA with this fingerprint counts.
    ///
    /// @param accepted told after every handshake that succeeded
    public static ServerTrust ofAuthority(Fingerprint ca, Consumer<Fingerprint> accepted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new NamedAuthority(ca, accepted)}, null);
            return new ServerTrust(Optional.of(context.getSocketFactory()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot speak TLS", e);
        }
    }

    /// Makes the connection, when it is one over TLS, check the server this way.
    public void guard(URLConnection connection) {
        if (connection instanceof HttpsURLConnection https) {
            sockets.ifPresent(https::setSSLSocketFactory);
        }
    }

    /// What a failed handshake means to people.
    public String reason(SSLException failure) {
        Throwable cause = failure;
        boolean certificate = false;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            certificate |= cause instanceof CertificateException;
        }
        String text = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
        if (!certificate) {
            return "no TLS connection: " + text;
        }
        String hint = sockets.isEmpty() ? " (a CA of its own is named by --ca-sha256)" : "";
        return "its certificate is refused: " + text + hint;
    }
}
