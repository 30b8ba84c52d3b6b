package io.vfleet.bench.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The REST API of a server on this machine; with TLS its own CA is the only one that counts.
///
/// @param data the server's data directory, where CA and API token are
public record Api(int port, Path data, boolean tls) {

    public String base() {
        return (tls ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /// A GET that is not sent yet.
    HttpURLConnection ask(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create(base() + path).toURL().openConnection(Proxy.NO_PROXY);
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(trusting(ca()).getSocketFactory());
        }
        return connection;
    }

    public String get(String path) throws IOException {
        HttpURLConnection connection = ask(path);
        connection.setRequestProperty(
                "Authorization", "Bearer " + Files.readString(data.resolve("token")).strip());
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /// The SHA-256 by which agents know the CA.
    public String caSha256() throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ca().getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Certificate ca() throws IOException {
        try (InputStream in = Files.newInputStream(data.resolve("tls/ca.pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static SSLContext trusting(Certificate ca) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("ca", ca);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }
}
