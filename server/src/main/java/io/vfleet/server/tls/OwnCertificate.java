package io.vfleet.server.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service's own CA, made once and kept because agents pin it, and the certificate below it,
/// made anew when it runs out or this machine has another name.
record OwnCertificate(
        Path folder, Path authority, Path authorityKey, Path certificate, Path privateKey) {

    private static final Logger log = LoggerFactory.getLogger(OwnCertificate.class);
    private static final Duration LEAST_LEFT = Duration.ofDays(30);

    static OwnCertificate in(Path folder) {
        Path dir = folder.toAbsolutePath();
        return new OwnCertificate(
                dir,
                dir.resolve("ca.pem"),
                dir.resolve("ca.key"),
                dir.resolve("server.pem"),
                dir.resolve("server.key"));
    }

    /// What is there when it will do, else a new certificate.
    ServerIdentity ensure(Set<String> names, Instant now) {
        try {
            Files.createDirectories(folder);
            // one of several that start on the same directory makes it
            try (FileChannel channel =
                            FileChannel.open(
                                    folder.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                return ensureAlone(names, now);
            }
        } catch (IOException e) {
            throw new TlsUnusable("No certificate can be made in " + folder + ": " + e, e);
        }
    }

    private ServerIdentity ensureAlone(Set<String> names, Instant now) throws IOException {
        Optional<PemFile.Content> ca = authorityThere(now);
        Optional<ServerIdentity> kept =
                ca.flatMap(this::identityThere)
                        .filter(there -> there.serves(names, now, LEAST_LEFT));
        if (kept.isPresent()) {
            return kept.get();
        }
        Keytool.Made made = new Keytool(folder).make(ca, names, now);
        if (ca.isEmpty()) {
            PemFile.write(authorityKey, made.authorityKey());
            PemFile.write(authority, List.of(made.identity().authority()));
        }
        write(made.identity());
        log.info("Made a certificate for {}", names);
        return made.identity();
    }

    private void write(ServerIdentity made) throws IOException {
        // a key and a certificate of two generations are noticed by the next start
        PemFile.write(privateKey, made.key());
        // the CA goes along: agents know it by its fingerprint alone
        PemFile.write(certificate, List.of(made.certificate(), made.authority()));
    }

    private Optional<PemFile.Content> authorityThere(Instant now) {
        if (Files.notExists(authority) && Files.notExists(authorityKey)) {
            return Optional.empty();
        }
        PemFile.Content there = PemFile.read(authority, authorityKey);
        X509Certificate ca = there.first();
        if (!GivenCertificate.belongTogether(ca, there.key())) {
            throw unusable("do not belong together");
        }
        if (!ca.getNotAfter().toInstant().isAfter(now)) {
            throw unusable("ran out on " + ca.getNotAfter().toInstant());
        }
        return Optional.of(there);
    }

    // never replaced unasked: every agent that pinned it would be lost
    private TlsUnusable unusable(String why) {
        return new TlsUnusable(
                "The CA %s and its key %s: restore them, or remove %s for a new CA, which every agent"
                                .formatted(authority, why, folder)
                        + " then has to be told by --ca-sha256.");
    }

    private Optional<ServerIdentity> identityThere(PemFile.Content ca) {
        if (Files.notExists(certificate) || Files.notExists(privateKey)) {
            return Optional.empty();
        }
        PemFile.Content there = PemFile.read(certificate, privateKey);
        X509Certificate first = there.first();
        return Optional.of(new ServerIdentity(first, there.key(), ca.first()))
                .filter(found -> GivenCertificate.belongTogether(first, found.key()))
                .filter(found -> there.certificates().contains(found.authority()));
    }
}
