package io.vfleet.postgres;

import io.vfleet.postgres.TestPostgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The cluster of this JVM's tests, whichever it is.
final class TestCluster {

    // A zone nobody would choose: a timestamp that passes through the server's own zone comes out
    // wrong.
    // The JDBC driver sets the session's zone to the JVM's, which the build sets to the same one.
    private static final String TRAP_ZONE = "America/Los_Angeles";

    private static final String PREFIX = "vfleet-test-postgres-";
    private static final List<String> TO_DROP = new ArrayList<>();
    private static final Database ADMIN = start();

    private TestCluster() {}

    static Database admin() {
        return ADMIN;
    }

    private static Database start() {
        return external().orElseGet(() -> dockerAnswers() ? container() : embedded());
    }

    private static Optional<Database> external() {
        return setting("VFLEET_TEST_JDBC_URL").map(TestCluster::named);
    }

    private static Database named(String url) {
        Runtime.getRuntime().addShutdownHook(new Thread(TestCluster::dropAll));
        return new Database(
                url,
                setting("VFLEET_TEST_JDBC_USER").orElse("postgres"),
                setting("VFLEET_TEST_JDBC_PASSWORD").orElse(""));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(name)))
                .filter(value -> !value.isBlank());
    }

    private static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /// Testcontainers' own reaper removes it after the JVM.
    private static Database container() {
        var container =
                new PostgreSQLContainer("postgres:18")
                        .withCommand("postgres", "-c", "fsync=off", "-c", "timezone=" + TRAP_ZONE);
        container.start();
        return new Database(
                container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    private static Database embedded() {
        try {
            Path directory = Files.createTempDirectory(PREFIX);
            Leftovers.sweep(directory, PREFIX);
            var settings = PostgresSettings.throwAway().with("timezone", TRAP_ZONE);
            var postgres = EmbeddedPostgres.start(directory, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postgres, directory)));
            return new Database(postgres.jdbcUrl(), postgres.username(), postgres.password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(EmbeddedPostgres postgres, Path directory) {
        postgres.close();
        try {
            Tree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Only a cluster named from outside outlives the run.
    static void dropAtExit(String database) {
        synchronized (TO_DROP) {
            TO_DROP.addFirst(database);
        }
    }

    private static void dropAll() {
        synchronized (TO_DROP) {
            TO_DROP.forEach(name ->
                    TestPostgres.execute(
                            "drop database if exists %s with (force)".formatted(name)));
        }
    }
}
