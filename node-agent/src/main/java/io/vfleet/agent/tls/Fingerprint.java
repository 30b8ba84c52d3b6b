package io.vfleet.agent.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The SHA-256 of a certificate's DER form, as 64 lower-case hex digits.
public record Fingerprint(String hex) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Fingerprint {
        if (!SHA256.matcher(hex).matches()) {
            throw new IllegalArgumentException("'" + hex + "' is no SHA-256 of 64 hex digits");
        }
    }

    /// The fingerprint as tools write it: `e8:24:…`, `E824…`.
    public static Fingerprint parse(String text) {
        return new Fingerprint(text.strip().replace(":", "").toLowerCase(Locale.ROOT));
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
