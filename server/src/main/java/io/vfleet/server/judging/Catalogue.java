package io.vfleet.server.judging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// The version of the checks: a fingerprint of their code and tables, so that nobody has to
/// remember to count one up.
@Component
class Catalogue {

    private static final String EVERYTHING = "classpath*:io/vfleet/domain/**/*.*";
    private static final int BYTES = 8;

    private final String fingerprint = read();

    String fingerprint() {
        return fingerprint;
    }

    /// The domain alone; its tests' classes, where they are, too.
    private static String read() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(EVERYTHING);
            Arrays.sort(files, Comparator.comparing(Catalogue::name));
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Resource file : files) {
                try (InputStream in = file.getInputStream()) {
                    sha256.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String name(Resource file) {
        try {
            String url = file.getURL().toString();
            return url.substring(url.lastIndexOf("io/vfleet/domain/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
