package io.vfleet.agent;

import io.vfleet.agent.host.Host;
import io.vfleet.agent.host.Reading;
import io.vfleet.domain.inventory.VfAdmin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// A captured host of a few files in memory, to be asked a million times; made of the lines of a
/// [HostTree]. No link is followed: a file stands under each path at which it is looked for.
public final class MemoryHost implements Host {

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> links = new TreeMap<>();
    private final Map<String, TreeSet<String>> folders = new TreeMap<>();

    public MemoryHost(String lines) {
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> entry(line.strip()));
    }

    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    /// This host with other content in a file.
    public MemoryHost with(String path, byte[] content) {
        MemoryHost other = new MemoryHost("");
        other.files.putAll(files);
        other.links.putAll(links);
        other.folders.putAll(folders);
        other.put(path, content);
        return other;
    }

    private void entry(String line) {
        String[] link = line.split(" -> ", 2);
        if (link.length == 2) {
            links.put("/" + link[0], link[1]);
            name("/" + link[0]);
            return;
        }
        String[] file = line.split(" = ?", 2);
        put("/" + file[0], file[1].replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void put(String path, byte[] content) {
        if (files.put(path, content) == null) {
            name(path);
        }
    }

    private void name(String path) {
        int slash = path.lastIndexOf('/');
        if (slash >= 0) {
            String folder = path.substring(0, slash);
            TreeSet<String> names = new TreeSet<>(folders.getOrDefault(folder, new TreeSet<>()));
            names.add(path.substring(slash + 1));
            folders.put(folder, names);
            name(folder);
        }
    }

    @Override
    public Reading<String> text(String path) {
        return bytes(path, 1 << 20).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    @Override
    public Reading<byte[]> bytes(String path, int limit) {
        return reading(Optional.ofNullable(files.get(path)))
                .map(bytes -> Arrays.copyOf(bytes, Math.min(bytes.length, limit)));
    }

    @Override
    public Reading<List<String>> list(String path) {
        return reading(Optional.ofNullable(folders.get(path)).map(List::copyOf));
    }

    @Override
    public Reading<String> link(String path) {
        return reading(Optional.ofNullable(links.get(path)));
    }

    @Override
    public Reading<SortedMap<Integer, VfAdmin>> vfAdmin(String netdev) {
        return new Reading.Absent<>();
    }

    @Override
    public boolean whole() {
        return true;
    }

    @Override
    public boolean here() {
        return false;
    }

    private static <T> Reading<T> reading(Optional<T> found) {
        return found.<Reading<T>>map(Reading.Value::new).orElseGet(Reading.Absent::new);
    }
}
