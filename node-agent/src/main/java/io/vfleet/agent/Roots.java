package io.vfleet.agent;

import io.vfleet.agent.host.DirectoryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The host that `--root` names.
public final class Roots {

    private Roots() {}

    public static DirectoryHost host(Options options) throws UsageProblem {
        Path root = Path.of(options.value("--root").orElse("/"));
        if (!Files.isDirectory(root)) {
            throw new UsageProblem("'" + root + "' is no directory");
        }
        if (!isRoot(root)) {
            throw new UsageProblem(
                    "'" + root + "' holds neither sys nor proc" + hint(root).orElse(""));
        }
        return new DirectoryHost(root);
    }

    private static boolean isRoot(Path folder) {
        return Files.isDirectory(folder.resolve("sys"))
                || Files.isDirectory(folder.resolve("proc"));
    }

    private static Optional<String> hint(Path root) {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Roots::isRoot)
                    .findFirst()
                    .map(found -> "; did you mean '" + found + "'?");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
