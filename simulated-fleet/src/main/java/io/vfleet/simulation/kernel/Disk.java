package io.vfleet.simulation.kernel;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Files somebody has written on the host, by path. What is below a `run` folder ends with the
/// kernel.
public final class Disk {

    private final SortedMap<String, String> files = new TreeMap<>();

    Disk() {}

    void write(String path, String content) {
        files.put(path, content);
    }

    void remove(String path) {
        files.remove(path);
    }

    void reboot() {
        files.keySet().removeIf(it -> it.startsWith("/run/") || it.startsWith("/var/run/"));
    }

    public Optional<String> text(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// Whether anything is below a folder.
    public boolean holds(String folder) {
        return names(folder).findAny().isPresent();
    }

    /// The names right below a folder, some perhaps more than once.
    public Stream<String> names(String folder) {
        String prefix = folder + "/";
        return files.keySet().stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()).replaceFirst("/.*", ""));
    }
}
