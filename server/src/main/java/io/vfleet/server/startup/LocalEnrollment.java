package io.vfleet.server.startup;

import io.vfleet.server.database.DataDirectory;
import io.vfleet.server.nodes.EnrollmentTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Lets whoever owns the data directory enroll nodes: a fresh enrollment token at every start.
@Component
class LocalEnrollment implements ApplicationRunner {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int JOINING_NODES = 1_000;
    private static final int DEMO_NODES = 100_000;

    private final DataDirectory directory;
    private final EnrollmentTokens tokens;
    private final boolean demo;

    LocalEnrollment(
            DataDirectory directory,
            EnrollmentTokens tokens,
            @Value("${vfleet.demo.enabled:false}") boolean demo) {
        this.directory = directory;
        this.tokens = tokens;
        this.demo = demo;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Optional<Path> given = directory.given();
        given.ifPresent(dir -> write(dir, "enrollment-token", false, JOINING_NODES));
        if (demo) {
            given.ifPresent(dir -> write(dir, "demo-enrollment-token", true, DEMO_NODES));
        }
    }

    private void write(Path dir, String name, boolean autoApprove, int uses) {
        var wish =
                new EnrollmentTokens.Wish(
                        name + " of the data directory", autoApprove, uses, LIFETIME, "start");
        SecretFile.write(dir.resolve(name), tokens.issue(wish).token());
    }
}
