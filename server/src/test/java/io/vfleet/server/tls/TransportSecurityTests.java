package io.vfleet.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class TransportSecurityTests {

    @TempDir Path dir;

    private final List<ConfigurableApplicationContext> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void offLoopbackTheServerShowsItsCertificateAndItsCas() throws Exception {
        String port = start("--server.address=0.0.0.0", "--vfleet.data-dir=" + dir);
        Certificate ca = PemFile.read(dir.resolve("tls/ca.pem"), dir.resolve("tls/ca.key")).first();

        assertThat(shown("https://127.0.0.1:" + port, ca)).hasSize(2).last().isEqualTo(ca);
        assertThat(shown("https://localhost:" + port, ca)).hasSize(2);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> status("http://127.0.0.1:" + port));
    }

    @Test
    void onLoopbackItSpeaksPlainHttp() throws Exception {
        assertThat(status("http://127.0.0.1:" + start("--vfleet.data-dir=" + dir))).isEqualTo(404);
        assertThat(dir.resolve("tls")).doesNotExist();
    }

    @Test
    void tlsOnLoopbackIsThereForTheAsking() throws Exception {
        String port = start("--vfleet.tls.enabled=true", "--vfleet.data-dir=" + dir);
        Certificate ca = PemFile.read(dir.resolve("tls/ca.pem"), dir.resolve("tls/ca.key")).first();

        assertThat(shown("https://127.0.0.1:" + port, ca)).hasSize(2);
    }

    @Test
    void behindAProxyThatSpeaksTlsItSpeaksPlainHttp() throws Exception {
        String port = start("--server.address=0.0.0.0", "--vfleet.tls.terminated-by-proxy=true");

        assertThat(status("http://127.0.0.1:" + port)).isEqualTo(404);
    }

    @Test
    void offLoopbackWithoutTlsItDoesNotStart() {
        refused("--vfleet.data-dir=DIR", "--server.address=0.0.0.0");
        refused("--tls-cert", "--server.address=::");
        refused("the address is 0.0.0.0", "--server.address=");
        refused(
                "Nothing but TLS",
                "--server.address=0.0.0.0",
                "--server.ssl.enabled=false",
                data());
        refused(
                "Nothing but TLS",
                "--server.address=0.0.0.0",
                "--vfleet.tls.enabled=false",
                data());
        refused("management.server.port", "--management.server.port=0");
        refused("is not known", "--server.address=no.such.host.invalid", data());
    }

    @Test
    void aGivenCertificateIsLookedAtBeforeItIsShown() throws Exception {
        OwnCertificate one = OwnCertificate.in(dir.resolve("one"));
        OwnCertificate two = OwnCertificate.in(dir.resolve("two"));
        ServerIdentity identity = one.ensure(LocalNames.with("127.0.0.1"), Instant.now());
        two.ensure(LocalNames.with("127.0.0.1"), Instant.now());

        refused("is not that of the first certificate", given(one.certificate(), two.privateKey()));
        refused("cannot be used", given(one.certificate(), dir.resolve("missing.key")));
        String port = start(given(one.certificate(), one.privateKey()));
        assertThat(shown("https://127.0.0.1:" + port, identity.authority())).hasSize(2);
    }

    private static String[] given(Path certificate, Path key) {
        String keystore = "--spring.ssl.bundle.pem.vfleet.keystore.";
        return new String[] {
            "--server.address=0.0.0.0",
            "--server.ssl.bundle=vfleet",
            keystore + "certificate=file:" + certificate,
            keystore + "private-key=file:" + key
        };
    }

    private String data() {
        return "--vfleet.data-dir=" + dir;
    }

    private void refused(String why, String... arguments) {
        assertThatExceptionOfType(TlsUnusable.class)
                .isThrownBy(() -> start(arguments))
                .withMessageContaining(why);
    }

    private String start(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--server.port=0");
        ConfigurableApplicationContext context =
                new SpringApplication(WebServer.class).run(words.toArray(String[]::new));
        started.add(context);
        return context.getEnvironment().getRequiredProperty("local.server.port");
    }

    private static int status(String url) throws IOException {
        var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
        return connection.getResponseCode();
    }

    private static List<Certificate> shown(String url, Certificate trusted)
            throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("ca", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        var connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
        connection.setSSLSocketFactory(tls.getSocketFactory());
        try {
            assertThat(connection.getResponseCode()).isEqualTo(404);
            return List.of(connection.getServerCertificates());
        } finally {
            connection.disconnect();
        }
    }

    /// The service's web server without the service.
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        JettyServletWebServerAutoConfiguration.class
    })
    static class WebServer {}
}
