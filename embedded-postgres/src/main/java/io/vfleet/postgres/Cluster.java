package io.vfleet.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The database cluster on disk: made once, of one major version, started as the user it was made
/// for.
record Cluster(DataDirectory directory, Binaries binaries, RunAs user) {

    // initdb opens its password file by name, and a pipe made by root cannot be opened by another
    // user:
    // cat makes one that belongs to the right user
    private static final String WITH_PASSWORD_ON_STDIN = "cat | \"$@\"";

    void ensure(boolean ephemeral) throws IOException {
        if (Files.isDirectory(directory.cluster())) {
            checkVersion();
            return;
        }
        create(ephemeral);
    }

    private void checkVersion() throws IOException {
        Path file = directory.cluster().resolve("PG_VERSION");
        String found = Files.exists(file) ? Files.readString(file).strip() : "unknown";
        if (!found.equals(binaries.major())) {
            throw new PostgresUnavailable(
                    "The data in %s was written by PostgreSQL %s and this is %s: start the release that wrote it, or move the directory away to begin with an empty database."
                            .formatted(directory.cluster(), found, binaries.major()));
        }
    }

    /// Works beside the final place, so that an interrupted start leaves no half cluster.
    private void create(boolean ephemeral) throws IOException {
        Path partial = directory.path().resolve("cluster.partial");
        Tree.delete(partial);
        user.createDirectory(partial);
        String password = newPassword();
        initialize(partial, password, ephemeral);
        createDatabase(partial);
        directory.keepPassword(password);
        Files.move(partial, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private void initialize(Path partial, String password, boolean ephemeral) throws IOException {
        var words = new ArrayList<>(user.prefix());
        words.addAll(List.of("sh", "-c", WITH_PASSWORD_ON_STDIN, "initdb"));
        words.addAll(List.of(binaries.program("initdb"), "-D", partial.toString()));
        words.addAll(List.of("-U", EmbeddedPostgres.NAME, "-A", "scram-sha-256"));
        words.addAll(List.of("--pwfile=/dev/stdin", "--encoding=UTF8", "--locale=C"));
        words.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        words.add("--data-checksums");
        if (ephemeral) {
            words.add("--no-sync");
        }
        runOn(partial, new Command(words), password + "\n");
    }

    private void createDatabase(Path partial) throws IOException {
        var single =
                Command.of(
                        user.prefix(),
                        binaries.program("postgres"),
                        "--single",
                        "-D",
                        partial.toString(),
                        "-c",
                        "exit_on_error=on",
                        "postgres");
        runOn(partial, single, "create database " + EmbeddedPostgres.NAME + "\n");
    }

    private void runOn(Path partial, Command command, String input) throws IOException {
        var finished = command.run(new ByteArrayInputStream(input.getBytes(UTF_8)));
        if (!finished.succeeded()) {
            Tree.delete(partial);
            throw Trouble.with(directory.path(), finished.output());
        }
    }

    Postmaster start(int port, PostgresSettings settings) throws IOException {
        var words = new ArrayList<String>();
        words.add(binaries.program("postgres"));
        words.addAll(List.of("-D", directory.cluster().toString(), "-p", String.valueOf(port)));
        words.addAll(settings.arguments());
        var postmaster = Postmaster.launch(user, words, directory.log(), port);
        try {
            postmaster.awaitReady(directory, settings.startTimeout());
            return postmaster;
        } catch (IOException | PostgresUnavailable e) {
            postmaster.stop();
            throw e;
        }
    }
}
