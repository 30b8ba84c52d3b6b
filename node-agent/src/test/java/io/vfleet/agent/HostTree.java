package io.vfleet.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes a host's tree out of lines: `path = content`, `path -> link target`, `path/` for an empty
/// folder; `\n` stands for a line break.
public final class HostTree {

    private HostTree() {}

    public static Path write(Path root, String lines) {
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> entry(root, line.strip()));
        return root;
    }

    private static void entry(Path root, String line) {
        try {
            if (line.endsWith("/")) {
                Files.createDirectories(root.resolve(line));
                return;
            }
            String separator = line.contains(" -> ") ? " -> " : " =";
            String[] parts = line.split(separator, 2);
            Path place = root.resolve(parts[0]);
            Files.createDirectories(place.getParent());
            if (separator.equals(" -> ")) {
                Files.createSymbolicLink(place, Path.of(parts[1].strip()));
                return;
            }
            Files.writeString(place, parts[1].strip().replace("\\n", "\n") + "\n");
        } catch (IOException failed) {
            throw new IllegalStateException("cannot write '" + line + "'", failed);
        }
    }
}
