package io.vfleet.server.access;

import io.vfleet.server.database.DataDirectory;
import io.vfleet.server.platform.ApiProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Lets whoever owns the data directory in: an admin token, and the first admin's password.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LocalSecrets implements ApplicationRunner {

    static final String FIRST_ADMIN = "admin";

    private static final Logger log = LoggerFactory.getLogger(LocalSecrets.class);
    private static final int PASSWORD_BYTES = 15;

    private final DataDirectory directory;
    private final ApiTokens tokens;
    private final Users users;

    LocalSecrets(DataDirectory directory, ApiTokens tokens, Users users) {
        this.directory = directory;
        this.tokens = tokens;
        this.users = users;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Optional<Path> given = directory.given();
        if (given.isEmpty()) {
            warnWhenClosed();
            return;
        }
        Path dir = Files.createDirectories(given.get());
        ensureToken(dir.resolve("token"));
        ensureAdmin(dir.resolve("admin-password"));
    }

    private void warnWhenClosed() {
        if (users.none()) {
            log.warn("Nobody can log in yet: start once with --vfleet.data-dir=DIR");
        }
    }

    void ensureToken(Path file) throws IOException {
        if (Files.exists(file) && isGood(Files.readString(file).strip())) {
            return;
        }
        var wish =
                new ApiTokens.Wish(
                        "data directory", Set.of(Scope.ADMIN), Optional.empty(), "first start");
        writeSecret(file, tokens.issue(wish).secret());
    }

    private boolean isGood(String secret) {
        return tokens.authenticate(secret)
                .filter(caller -> caller.scopes().contains(Scope.ADMIN))
                .isPresent();
    }

    void ensureAdmin(Path file) throws IOException {
        if (!users.none()) {
            return;
        }
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        // the file first: a password nobody can read would lock everybody out
        writeSecret(file, password);
        try {
            users.add(FIRST_ADMIN, password, Role.ADMIN, "first start");
        } catch (ApiProblem _) {
            // another replica was first; its directory has the password
            Files.delete(file);
        }
    }

    private static void writeSecret(Path file, String secret) {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path parent = file.toAbsolutePath().getParent();
        try {
            Path draft = Files.createTempFile(parent, file.getFileName().toString(), "", ownerOnly);
            Files.writeString(draft, secret + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
