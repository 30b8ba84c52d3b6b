package io.vfleet.server.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A certificate of the service, its key, and the CA above it.
record ServerIdentity(X509Certificate certificate, PrivateKey key, X509Certificate authority) {

    private static final int DNS = 2; // RFC 5280 §4.2.1.6, GeneralName
    private static final int IP = 7;

    Instant until() {
        return certificate.getNotAfter().toInstant();
    }

    String authoritySha256() {
        try {
            byte[] der = authority.getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read has a DER form", e);
        }
    }

    /// Whether it will do for these names and for this long.
    boolean serves(Set<String> wanted, Instant now, Duration left) {
        return signedByAuthority()
                && !certificate.getNotBefore().toInstant().isAfter(now)
                && until().isAfter(now.plus(left))
                && names().containsAll(wanted);
    }

    private boolean signedByAuthority() {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Set<String> names() {
        try {
            Set<String> names = new TreeSet<>();
            Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of())
                    .forEach(name -> names.addAll(word(name)));
            return names;
        } catch (GeneralSecurityException e) {
            return Set.of();
        }
    }

    private static List<String> word(List<?> name) {
        return switch ((Integer) name.getFirst()) {
            case DNS -> List.of("dns:" + name.getLast());
            case IP -> List.of("ip:" + name.getLast());
            default -> List.of();
        };
    }
}
