package io.vfleet.agent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vfleet.agent.state.AgentState;
import io.vfleet.agent.state.StateProblem;
import io.vfleet.agent.tls.Fingerprint;
import io.vfleet.agent.tls.ServerTrust;
import io.vfleet.agent.tls.TestCertificates;
import io.vfleet.domain.wire.AgentMessages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTrustTests {

    private static final String HERE = "san=ip:127.0.0.1";

    @TempDir static Path folder;
    @TempDir Path state;

    private static TestCertificates certificates;
    private static SSLContext good;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new TestCertificates(folder);
        good = certificates.server("good", "-ext", HERE);
    }

    @Test
    void aServerBelowTheNamedAuthorityIsAccepted() throws Exception {
        assertThat(talk(good, below(certificates.ca()))).isEqualTo("answered 404");
    }

    @Test
    void anotherAuthorityIsRefusedNamingBoth() throws Exception {
        String other = "0".repeat(64);

        assertThat(talk(good, below(new Fingerprint(other))))
                .isEqualTo(
                        "its certificate is refused: expected the CA with SHA-256 %s, presented"
                                        .formatted(other)
                                + " was "
                                + certificates.ca());
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws Exception {
        SSLContext elsewhere = certificates.server("other", "-ext", "san=ip:192.0.2.1");

        assertThat(talk(elsewhere, below(certificates.ca())))
                .startsWith("its certificate is refused")
                .contains("127.0.0.1");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        SSLContext old =
                certificates.server("old", "-ext", HERE, "-startdate", "-9d", "-validity", "8");

        assertThat(talk(old, below(certificates.ca())))
                .startsWith("its certificate is refused: CN=old is valid from");
    }

    @Test
    void aLeafThatTheAuthorityDidNotSignIsRefused() throws Exception {
        TestCertificates impostor = new TestCertificates(folder);
        impostor.server("forged", "-ext", HERE);
        SSLContext forged = impostor.withAuthorityOf(certificates, "forged");

        assertThat(talk(forged, below(certificates.ca()))).startsWith("its certificate is refused");
    }

    @Test
    void theAuthorityIsNoServer() throws Exception {
        assertThat(talk(certificates.authorityAsServer(), below(certificates.ca())))
                .contains("is the server's own certificate, not its CA's");
    }

    @Test
    void withoutANamedAuthorityOnlyTheJdksOnesCount() throws Exception {
        assertThat(talk(good, ServerTrust.ofThisJava()))
                .startsWith("its certificate is refused")
                .endsWith("(a CA of its own is named by --ca-sha256)");
    }

    @Test
    void theAuthorityIsPinnedByTheFirstServerThatProvesIt() throws Exception {
        Fingerprint wrong = new Fingerprint("f".repeat(64));
        try (AgentState opened = AgentState.open(state)) {
            talk(good, CaOption.trust(Optional.of(wrong), opened));
            assertThat(opened.serverCa().pinned()).isEmpty();
            talk(good, CaOption.trust(Optional.of(certificates.ca()), opened));
        }
        try (AgentState again = AgentState.open(state)) {
            assertThat(again.serverCa().pinned()).contains(certificates.ca().hex());
            ServerTrust kept = CaOption.trust(Optional.empty(), again);
            assertThat(talk(good, kept)).isEqualTo("answered 404");
            TestCertificates impostor = new TestCertificates(folder);
            assertThat(talk(impostor.server("good", "-ext", HERE), kept))
                    .contains("expected the CA with SHA-256 " + certificates.ca());
        }
    }

    @Test
    void aDamagedPinTrustsNobody() throws Exception {
        try (AgentState opened = AgentState.open(state)) {
            Files.writeString(state.resolve("server-ca"), "f00");
            assertThatExceptionOfType(StateProblem.class)
                    .isThrownBy(() -> CaOption.trust(Optional.empty(), opened))
                    .withMessageContaining("--ca-sha256");
        }
    }

    private static ServerTrust below(Fingerprint ca) {
        return ServerTrust.ofAuthority(ca, _ -> {});
    }

    private static String talk(SSLContext server, ServerTrust trust) throws IOException {
        HttpsServer https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(server));
        https.start();
        try {
            String url = "https://127.0.0.1:" + https.getAddress().getPort();
            ServerClient client = new ServerClient(ServerAddress.parse(url), trust);
            return switch (client.challenge(new AgentMessages.ChallengeRequest("node"))) {
                case Answer.Refused<?> refused -> "answered " + refused.status();
                case Answer.Unreachable<?>(var reason) -> reason;
                case Answer.Taken<?> taken -> taken.toString();
            };
        } finally {
            https.stop(0);
        }
    }
}
