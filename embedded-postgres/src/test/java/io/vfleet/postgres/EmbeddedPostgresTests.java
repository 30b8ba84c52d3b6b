package io.vfleet.postgres;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {

    @TempDir Path directory;

    @Test
    void keepsDataAndPasswordAcrossRestarts() throws Exception {
        String password;
        try (var postgres = EmbeddedPostgres.start(directory)) {
            password = postgres.password();
            execute(postgres, "create table kept as select 'München' as city");
        }
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.password()).isEqualTo(password);
            assertThat(query(postgres, "select city from kept")).isEqualTo("München");
        }
    }

    @Test
    void isDurableSafeAndCurrentByDefault() throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(query(postgres, "show fsync")).isEqualTo("on");
            assertThat(query(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(query(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(query(postgres, "show server_version_num")).startsWith("18");
            assertThat(
                            query(
                                    postgres,
                                    "select concat(datlocprovider, datlocale) from pg_database where datname = 'vfleet'"))
                    .isEqualTo("bC.UTF-8");
        }
    }

    @Test
    void wrongPasswordIsRefusedAndTheRightOneIsPrivate() throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            DriverManager.getConnection(postgres.jdbcUrl(), "vfleet", "x").close())
                    .withMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
                    .isEqualTo(fromString("rw-------"));
        }
    }

    @Test
    void secondStartOnTheSameDataNamesTheHolder() {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.isRunning()).isTrue();
            assertUnavailable(
                    "The data directory %s is in use by process %d: stop that process or choose another data directory.",
                    directory, ProcessHandle.current().pid());
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsLeftAlone() throws IOException {
        Path cluster = Files.createDirectories(directory.resolve("cluster"));
        Files.writeString(cluster.resolve("PG_VERSION"), "17\n");

        assertUnavailable(
                "The data in %s was written by PostgreSQL 17 and this is 18: start the release that wrote it, or move the directory away to begin with an empty database.",
                cluster);
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = PostgresSettings.throwAway().withPort(socket.getLocalPort());

            assertThatExceptionOfType(PostgresUnavailable.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(directory, settings))
                    .withMessageStartingWith(
                            "Port %d on 127.0.0.1 is taken", socket.getLocalPort());
        }
    }

    @Test
    void pidFileOfADeadRunDoesNotHinder() throws Exception {
        EmbeddedPostgres.start(directory).close();
        // our own number: it lives, and it is no PostgreSQL
        Files.writeString(
                directory.resolve("cluster/postmaster.pid"),
                "%d%n%s%n".formatted(ProcessHandle.current().pid(), directory));

        try (var postgres = EmbeddedPostgres.start(directory)) {
            assertThat(query(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void killedPostmasterIsRecoveredFrom() throws Exception {
        var postgres = EmbeddedPostgres.start(directory);
        execute(postgres, "create table kept as select 7 as n");
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        postgres.close();

        try (var again = EmbeddedPostgres.start(directory)) {
            assertThat(query(again, "select n from kept")).isEqualTo("7");
        }
    }

    @Test
    void killedPostmasterComesBackOnItsPortWithAllThatWasCommitted() throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory)) {
            execute(postgres, "create table kept as select 7 as n");
            String url = postgres.jdbcUrl();
            long killed = postgres.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (postgres.pid() == killed && System.nanoTime() < deadline) {
                Pause.shortly();
            }

            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            assertThat(query(postgres, "select n from kept")).isEqualTo("7");
        }
    }

    @Test
    void directoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatExceptionOfType(PostgresUnavailable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(file.resolve("data")))
                .withMessageContaining(file.toString());
    }

    @Test
    void rootNeverTouchesDataOfANormalUser() throws IOException {
        assumeTrue(RunAs.isRoot(), "skipped: only root meets data of another way");
        Files.writeString(directory.resolve("run-as"), "SELF\n");

        assertUnavailable(
                "The data in %s belongs to user root: start as that user or choose another data directory.",
                directory);
    }

    private void assertUnavailable(String sentence, Object... values) {
        assertThatExceptionOfType(PostgresUnavailable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(directory))
                .withMessage(sentence, values);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), "vfleet", postgres.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                postgres.jdbcUrl(), "vfleet", postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
