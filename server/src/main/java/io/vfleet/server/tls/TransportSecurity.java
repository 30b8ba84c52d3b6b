package io.vfleet.server.tls;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Puts TLS before a service that others than this machine can reach, and stops it where that
/// cannot be.
///
/// A listener of the environment, because the web server reads its certificate before any bean.
public final class TransportSecurity
        implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger log = LoggerFactory.getLogger(TransportSecurity.class);
    private static final String BUNDLE = "vfleet-own";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        ListenSettings settings = ListenSettings.of(environment);
        refuseOpenManagement(settings);
        if (settings.certificateGiven()) {
            settings.bundle().ifPresent(GivenCertificate::check);
            return;
        }
        if (settings.tlsWanted()) {
            useOwnCertificate(environment, settings);
        }
    }

    private static void refuseOpenManagement(ListenSettings settings) {
        if (settings.managementOpen()) {
            throw new TlsUnusable(
                    "management.server.port would be open to other machines without TLS: set"
                            + " management.server.address=127.0.0.1.");
        }
    }

    private static void useOwnCertificate(
            ConfigurableEnvironment environment, ListenSettings settings) {
        Optional<Path> dir = settings.dataDir();
        if (settings.tlsForbidden() || dir.isEmpty()) {
            throw new TlsUnusable(
                    "Nothing but TLS is spoken to other machines and the address is %s: give"
                                    .formatted(settings.address())
                            + " --vfleet.data-dir=DIR for a certificate of its own, or --tls-cert"
                            + " FILE --tls-key FILE, or stay on --server.address=127.0.0.1; behind"
                            + " a proxy that speaks TLS: --vfleet.tls.terminated-by-proxy=true.");
        }
        OwnCertificate own = OwnCertificate.in(dir.get().resolve("tls"));
        ServerIdentity identity =
                own.ensure(LocalNames.with(settings.address()), InstantSource.system().instant());
        log.info(
                "TLS below the service's own CA {}, SHA-256 {}, this certificate until {}",
                own.authority(),
                identity.authoritySha256(),
                identity.until());
        Map<String, Object> properties =
                Map.of(
                        "server.ssl.bundle",
                        BUNDLE,
                        "spring.ssl.bundle.pem." + BUNDLE + ".keystore.certificate",
                        own.certificate().toUri().toString(),
                        "spring.ssl.bundle.pem." + BUNDLE + ".keystore.private-key",
                        own.privateKey().toUri().toString());
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("own certificate", properties));
    }
}
