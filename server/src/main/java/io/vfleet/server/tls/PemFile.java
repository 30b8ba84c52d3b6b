package io.vfleet.server.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/// Certificates and keys in the text form that all tools read (RFC 7468); a file appears whole or
/// not at all.
final class PemFile {

    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private PemFile() {}

    /// What a pair of files holds.
    record Content(List<X509Certificate> certificates, PrivateKey key) {

        Content {
            certificates = List.copyOf(certificates);
        }

        X509Certificate first() {
            return certificates.getFirst();
        }
    }

    /// The certificates at a location (`file:…`) and the key that belongs to the first one.
    static Content read(ListenSettings.PemBundle files) {
        try {
            PemSslStore read =
                    PemSslStore.load(
                            PemSslStoreDetails.forCertificate(files.certificate())
                                    .withPrivateKey(files.privateKey())
                                    .withPrivateKeyPassword(files.password().orElse(null)));
            return content(read);
        } catch (RuntimeException e) {
            throw new TlsUnusable(
                    "The certificate %s with the key %s cannot be used: %s."
                            .formatted(
                                    shown(files.certificate()), shown(files.privateKey()), why(e)),
                    e);
        }
    }

    static Content read(Path certificates, Path key) {
        return read(
                new ListenSettings.PemBundle(
                        certificates.toUri().toString(), key.toUri().toString(), Optional.empty()));
    }

    private static Content content(@Nullable PemSslStore read) {
        List<X509Certificate> certificates = read == null ? null : read.certificates();
        PrivateKey key = read == null ? null : read.privateKey();
        if (certificates == null || certificates.isEmpty() || key == null) {
            throw new IllegalStateException("one of them is empty");
        }
        return new Content(certificates, key);
    }

    /// A location for people; a key may stand in the configuration itself.
    static String shown(String location) {
        return location.contains("-----") ? "of the configuration" : location;
    }

    private static String why(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
        return text.contains("-----") ? "it is damaged" : text.replaceAll("\\.$", "");
    }

    static void write(Path file, List<X509Certificate> certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            text.append(block("CERTIFICATE", der(certificate)));
        }
        write(file, text.toString(), "rw-r--r--");
    }

    static void write(Path file, PrivateKey key) throws IOException {
        write(file, block("PRIVATE KEY", key.getEncoded()), "rw-------");
    }

    private static void write(Path file, String text, String permissions) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), "." + file.getFileName(), "");
        Files.writeString(draft, text);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(permissions));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has a DER form", e);
        }
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(label, BASE64.encodeToString(der));
    }
}
