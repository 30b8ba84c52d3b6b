package io.vfleet.server.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.server.Ssl;
import org.springframework.core.env.Environment;

/// Where the service is told to listen, and how.
///
/// @param address `server.address` as it was written
/// @param tls `vfleet.tls.enabled`, which off loopback is always true
/// @param proxied `vfleet.tls.terminated-by-proxy`: a proxy on a network of its own speaks TLS
/// @param ssl Spring's `server.ssl`
record ListenSettings(
        String address,
        boolean loopback,
        Optional<Boolean> tls,
        boolean proxied,
        Optional<Ssl> ssl,
        boolean managementOpen,
        Optional<Path> dataDir,
        Optional<PemBundle> bundle) {

    /// A bundle of PEM files by their locations.
    record PemBundle(String certificate, String privateKey, Optional<String> password) {}

    private static final String EVERYWHERE = "0.0.0.0";

    static ListenSettings of(Environment environment) {
        Binder binder = Binder.get(environment);
        String address = text(binder, "server.address").orElse(EVERYWHERE);
        Optional<Ssl> ssl = ssl(binder, "server.ssl");
        return new ListenSettings(
                address,
                isLoopback(address),
                optional(binder, "vfleet.tls.enabled", Boolean.class),
                optional(binder, "vfleet.tls.terminated-by-proxy", Boolean.class).orElse(false),
                ssl,
                isManagementOpen(binder),
                text(binder, "vfleet.data-dir").map(Path::of),
                ssl.map(Ssl::getBundle).flatMap(name -> pem(binder, name)));
    }

    boolean certificateGiven() {
        return ssl.filter(ListenSettings::hasCertificate).isPresent();
    }

    boolean tlsWanted() {
        return !loopback && !proxied || tls.orElse(false);
    }

    /// Somebody asks for plain http where none is spoken.
    boolean tlsForbidden() {
        return tls.filter(wanted -> !wanted).isPresent()
                || ssl.filter(given -> !given.isEnabled()).isPresent();
    }

    private static boolean hasCertificate(Ssl ssl) {
        return ssl.isEnabled()
                && (ssl.getBundle() != null
                        || ssl.getCertificate() != null
                        || ssl.getKeyStore() != null);
    }

    // a port of its own is a listener of its own, which Spring opens everywhere
    private static boolean isManagementOpen(Binder binder) {
        Optional<String> port = text(binder, "management.server.port");
        String shared = text(binder, "server.port").filter(p -> !p.equals("0")).orElse("8080");
        return port.filter(own -> !own.equals("-1") && !own.equals(shared)).isPresent()
                && !isLoopback(text(binder, "management.server.address").orElse(EVERYWHERE))
                && ssl(binder, "management.server.ssl")
                        .filter(ListenSettings::hasCertificate)
                        .isEmpty();
    }

    private static Optional<PemBundle> pem(Binder binder, String name) {
        String keystore = "spring.ssl.bundle.pem." + name + ".keystore.";
        Optional<String> certificate = text(binder, keystore + "certificate");
        Optional<String> key = text(binder, keystore + "private-key");
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new PemBundle(
                        certificate.get(),
                        key.get(),
                        text(binder, keystore + "private-key-password")));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new TlsUnusable("The address to listen on, " + address + ", is not known.", e);
        }
    }

    private static Optional<Ssl> ssl(Binder binder, String name) {
        return optional(binder, name, Ssl.class);
    }

    private static Optional<String> text(Binder binder, String name) {
        return optional(binder, name, String.class).filter(text -> !text.isBlank());
    }

    private static <T> Optional<T> optional(Binder binder, String name, Class<T> type) {
        return Optional.ofNullable(binder.bind(name, type).orElse(null));
    }
}
