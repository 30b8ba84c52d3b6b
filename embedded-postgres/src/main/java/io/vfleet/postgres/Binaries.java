package io.vfleet.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;

/// PostgreSQL's programs, unpacked once per version and shared by every JVM of the user.
record Binaries(Path home, String version) {

    /// The archive's name inside the binaries jar; other architectures have their own jar and name.
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    static Binaries unpacked(RunAs user, Path dataDirectory) throws IOException {
        String version = bundledVersion();
        Path cache = writable(candidates(user, dataDirectory));
        Path home = cache.resolve(version);
        if (!Files.isDirectory(home)) {
            unpack(cache, home);
        }
        return new Binaries(home, version);
    }

    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String bundledVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version", "");
    }

    private static List<Path> candidates(RunAs user, Path dataDirectory) {
        Path beside = dataDirectory.resolve("binaries");
        if (user == RunAs.POSTGRES_USER) {
            // root's home is closed to the user postgres
            return List.of(beside);
        }
        String home = System.getProperty("user.home");
        String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
        return List.of(Path.of(caches).toAbsolutePath().resolve("vfleet/postgres"), beside);
    }

    private static Path writable(List<Path> candidates) throws IOException {
        for (Path candidate : candidates.subList(0, candidates.size() - 1)) {
            try {
                Files.createDirectories(candidate);
            } catch (FileSystemException _) {
                continue;
            }
            if (Files.isWritable(candidate)) {
                return candidate;
            }
        }
        Path last = Files.createDirectories(candidates.getLast());
        // a strict umask would close it to the user postgres
        Files.setPosixFilePermissions(last, PosixFilePermissions.fromString("rwxr-xr-x"));
        return last;
    }

    /// Unpacks into a directory of its own and renames it: whoever sees the home sees all of it.
    private static void unpack(Path cache, Path home) throws IOException {
        Path partial = Files.createTempDirectory(cache, "unpacking-");
        try (InputStream archive = archive()) {
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            var tar =
                    Command.of(
                            List.of(),
                            "tar",
                            "-xJf",
                            "-",
                            "--no-same-owner",
                            "-C",
                            partial.toString());
            Command.Finished finished = tar.run(archive);
            if (!finished.succeeded()) {
                throw unpackingFailed(cache, finished.output());
            }
            moveInto(home, partial);
        } finally {
            Tree.delete(partial);
        }
    }

    private static InputStream archive() {
        InputStream archive =
                System.getProperty("os.arch").equals("amd64")
                        ? Binaries.class.getResourceAsStream(ARCHIVE)
                        : null;
        if (archive == null) {
            throw new PostgresUnavailable(
                    "No PostgreSQL for %s on %s comes with vfleet: run one yourself (15 or newer) and name it with spring.datasource.url."
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        return archive;
    }

    private static PostgresUnavailable unpackingFailed(Path cache, String output) {
        if (output.contains("xz: Cannot exec")) {
            return new PostgresUnavailable(
                    "The program xz is missing, tar needs it to unpack PostgreSQL into %s: install it (on Debian the package xz-utils), then start again."
                            .formatted(cache));
        }
        return Trouble.with(cache, output);
    }

    private static void moveInto(Path home, Path partial) throws IOException {
        try {
            Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // rename onto a directory that is not empty fails: another JVM was faster, its copy is
            // as good
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }
}
