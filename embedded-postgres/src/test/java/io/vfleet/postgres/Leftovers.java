package io.vfleet.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Removes what killed test runs left in the temporary directory, 50 MB each.
final class Leftovers {

    private static final Duration SURELY_STARTED = Duration.ofHours(1);

    private Leftovers() {}

    static void sweep(Path own, String prefix) throws IOException {
        try (DirectoryStream<Path> earlier =
                Files.newDirectoryStream(own.resolveSibling("."), prefix + "*")) {
            for (Path directory : earlier) {
                removeUnlessInUse(directory);
            }
        }
    }

    private static void removeUnlessInUse(Path directory) throws IOException {
        Instant hourAgo = Instant.now().minus(SURELY_STARTED);
        if (Files.getLastModifiedTime(directory).toInstant().isAfter(hourAgo)) {
            return;
        }
        try (var held = DataDirectory.open(directory)) {
            Tree.delete(held.path());
        } catch (PostgresUnavailable | IOException _) {
            // in use, another user's, or another run removes it at the same moment
            return;
        }
    }
}
