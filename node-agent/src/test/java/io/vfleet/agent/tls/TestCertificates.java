package io.vfleet.agent.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A CA and certificates below it, made by the JDK's `keytool`.
public final class TestCertificates {

    private static final String PASSWORD = "password";
    private static final String CA = "ca";

    private final Path store;

    public TestCertificates(Path folder) throws Exception {
        store = Files.createTempDirectory(folder, "certificates").resolve("all.p12");
        make(CA, "-ext", "bc:c=ca:true,pathlen:0", "-validity", "10");
    }

    /// A server that shows a certificate made with these words, and its CA's.
    public SSLContext server(String name, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("-signer", CA));
        all.addAll(List.of(words));
        make(name, all.toArray(String[]::new));
        return context(name, load().getCertificateChain(name));
    }

    /// A server that shows its own certificate and, as if it were its CA, another one's.
    public SSLContext withAuthorityOf(TestCertificates other, String name) throws Exception {
        Certificate[] chain = load().getCertificateChain(name);
        chain[chain.length - 1] = other.load().getCertificate(CA);
        return context(name, chain);
    }

    /// A server that shows the CA's certificate alone.
    public SSLContext authorityAsServer() throws Exception {
        return context(CA, load().getCertificateChain(CA));
    }

    public Fingerprint ca() throws Exception {
        return Fingerprint.of((X509Certificate) load().getCertificate(CA));
    }

    private SSLContext context(String name, Certificate[] chain) throws Exception {
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        KeyStore all = load();
        one.setKeyEntry(
                name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private void make(String name, String... words) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-dname",
                                "CN=" + name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(words));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
    }
}
