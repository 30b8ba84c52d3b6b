package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A folder taken for a host's root, which no link leads out of.
record Tree(Path root) {

    /// The real place of a host's path.
    Path follow(String path) throws IOException {
        return own() ? Path.of(path) : real(LinkWalk.follow(path, this::target));
    }

    /// The host's path without links before its last component.
    String find(String path) throws IOException {
        return own() ? path : LinkWalk.find(path, this::target);
    }

    /// This machine's root, whose links the kernel itself follows, and faster.
    private boolean own() {
        return root.getParent() == null;
    }

    /// The place of a path of the host that has no links before its last component.
    Path real(String path) {
        return root.resolve(path.substring(1));
    }

    /// The host's name of a real place.
    String hostPath(Path real) {
        return "/" + root.relativize(real);
    }

    private Optional<String> target(String path) throws IOException {
        Path place = real(path);
        return Files.isSymbolicLink(place)
                ? Optional.of(Files.readSymbolicLink(place).toString())
                : Optional.empty();
    }
}
