package io.vfleet.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTests {

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("dns:localhost", "ip:10.1.2.3", "ip:2001:db8:0:0:0:0:0:1"));
    private static final Instant NOW = Instant.now();

    @TempDir Path dir;

    @Test
    void aSecondStartFindsTheSameCertificate() {
        ServerIdentity first = made(NAMES, NOW);

        assertThat(made(NAMES, NOW)).isEqualTo(first);
        assertThat(made(Set.of("dns:localhost"), NOW)).isEqualTo(first);
        assertThat(made(NAMES, NOW.plus(Duration.ofDays(334)))).isEqualTo(first);
    }

    @Test
    void theLastMonthMakesANewCertificateBelowTheSameAuthority() {
        ServerIdentity first = made(NAMES, NOW);

        ServerIdentity renewed = made(NAMES, NOW.plus(Duration.ofDays(336)));

        assertThat(renewed.authoritySha256()).isEqualTo(first.authoritySha256());
        assertThat(renewed.until()).isAfter(first.until().plus(Duration.ofDays(300)));
        assertThat(renewed.serves(NAMES, renewed.until().minusSeconds(60), Duration.ZERO)).isTrue();
    }

    @Test
    void aNewAddressMakesANewCertificateBelowTheSameAuthority() {
        ServerIdentity first = made(NAMES, NOW);
        Set<String> more = new TreeSet<>(NAMES);
        more.add("dns:fleet.example");

        ServerIdentity renamed = made(more, NOW);

        assertThat(renamed.authoritySha256()).isEqualTo(first.authoritySha256());
        assertThat(renamed.serves(more, NOW, Duration.ofDays(300))).isTrue();
    }

    @Test
    void keysAreTheirOwnersAlone() throws Exception {
        made(NAMES, NOW);

        assertThat(permissions("ca.key")).isEqualTo("rw-------");
        assertThat(permissions("server.key")).isEqualTo("rw-------");
        assertThat(permissions("ca.pem")).isEqualTo("rw-r--r--");
        try (var files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "ca.key", "ca.pem", "lock", "server.key", "server.pem");
        }
    }

    @Test
    void anAuthorityIsNeverReplacedUnasked() throws Exception {
        made(NAMES, NOW);
        byte[] ca = Files.readAllBytes(dir.resolve("ca.pem"));
        OwnCertificate other = OwnCertificate.in(dir.resolve("other"));
        other.ensure(NAMES, NOW);
        Files.copy(other.authorityKey(), dir.resolve("foreign.key"));
        Files.delete(dir.resolve("ca.key"));

        assertRefused("ca.key", NOW);
        Files.move(dir.resolve("foreign.key"), dir.resolve("ca.key"));
        assertRefused("do not belong together", NOW);
        assertThat(dir.resolve("ca.pem")).hasBinaryContent(ca);
    }

    private void assertRefused(String why, Instant now) {
        assertThatExceptionOfType(TlsUnusable.class)
                .isThrownBy(() -> made(NAMES, now))
                .withMessageContaining(why);
    }

    private ServerIdentity made(Set<String> names, Instant now) {
        return OwnCertificate.in(dir).ensure(names, now);
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(file)));
    }
}
