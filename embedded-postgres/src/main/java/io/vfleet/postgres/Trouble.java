package io.vfleet.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Turns what the system or PostgreSQL said into one sentence for people.
final class Trouble {

    private Trouble() {}

    static PostgresUnavailable with(Path path, IOException e) {
        String said =
                e instanceof AccessDeniedException ? "Permission denied" : "" + e.getMessage();
        return new PostgresUnavailable(sentence(path, said), e);
    }

    static PostgresUnavailable with(Path path, String output) {
        return new PostgresUnavailable(sentence(path, output));
    }

    static boolean isPortTaken(String output) {
        return output.contains("Address already in use");
    }

    static String sentence(Path path, String output) {
        if (output.contains("No space left on device") || output.contains("Disk quota exceeded")) {
            return "The disk below %s is full: free some space there (PostgreSQL wants at least 200 MB), then start again."
                    .formatted(path);
        }
        if (output.contains("Read-only file system")) {
            return "%s is on a read-only file system: choose a data directory that can be written."
                    .formatted(path);
        }
        if (output.contains("Permission denied") || output.contains("Operation not permitted")) {
            return "PostgreSQL, started by user %s, may not read or write %s or a directory above it: give it the rights or choose another data directory."
                    .formatted(System.getProperty("user.name"), path);
        }
        return "PostgreSQL did not start on %s: %s".formatted(path, lastComplaint(output));
    }

    private static String lastComplaint(String output) {
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty()) {
            return "it said nothing.";
        }
        return lines.stream()
                .filter(Trouble::isComplaint)
                .reduce((_, last) -> last)
                .orElse(lines.getLast())
                .strip();
    }

    private static boolean isComplaint(String line) {
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.contains("fatal:") || lower.contains("error:") || lower.contains("panic:");
    }
}
