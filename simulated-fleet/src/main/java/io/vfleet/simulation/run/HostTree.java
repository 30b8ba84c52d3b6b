package io.vfleet.simulation.run;

import io.vfleet.agent.host.Host;
import io.vfleet.simulation.LargeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `java -cp vfleet-simulated-fleet.jar io.vfleet.simulation.run.HostTree DIR`: the files of a
/// large simulated host as real ones, for an agent with `--root DIR`.
public final class HostTree {

    private static final int MOST_BYTES = 1 << 20;

    private final Host host;
    private final Path root;

    private HostTree(Host host, Path root) {
        this.host = host;
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        Host host = LargeHost.build();
        new HostTree(host, Path.of(args[0])).folder("", host.list("/").found().orElseThrow());
    }

    private void folder(String path, List<String> names) throws IOException {
        Files.createDirectories(place(path));
        for (String name : names) {
            entry(path + "/" + name);
        }
    }

    private void entry(String path) throws IOException {
        Optional<String> target = host.link(path).found();
        if (target.isPresent()) {
            Files.createSymbolicLink(place(path), Path.of(target.get()));
            return;
        }
        Optional<List<String>> names = host.list(path).found();
        if (names.isPresent()) {
            folder(path, names.get());
            return;
        }
        // what the kernel refuses to tell is an empty file here
        Files.write(place(path), host.bytes(path, MOST_BYTES).found().orElse(new byte[0]));
    }

    private Path place(String path) {
        return root.resolve(path.substring(Math.min(1, path.length())));
    }
}
