package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A folder taken for a host's root, which no link leads out of.
record Tree(Path root) {

    /// The real place of a host's path.
    String follow(String path) throws IOException {
        if (own()) {
            return path;
        }
        Optional<Path> inside = inside(place(path));
        return inside.isPresent()
                ? inside.get().toString()
                : real(LinkWalk.follow(path, this::target));
    }

    /// Where the kernel's own walk ends, which is ten times as fast; empty where it leads out of
    /// the tree or to nothing, since absolute links and `..` start and end elsewhere for the
    /// kernel.
    private Optional<Path> inside(Path place) {
        try {
            return Optional.of(place.toRealPath()).filter(real -> real.startsWith(root));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The host's path without links before its last component.
    String find(String path) throws IOException {
        if (own()) {
            return path;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        Optional<Path> folder =
                name.isEmpty() || name.startsWith(".")
                        ? Optional.empty()
                        : inside(place(path.substring(0, path.length() - name.length())));
        return folder.isPresent()
                ? hostPath(folder.get().resolve(name))
                : LinkWalk.find(path, this::target);
    }

    /// This machine's root, whose links the kernel itself follows, and faster.
    boolean own() {
        return root.getParent() == null;
    }

    /// The place of a path of the host that has no links before its last component.
    String real(String path) {
        return own() ? path : place(path).toString();
    }

    /// The host's name of a real place.
    String hostPath(String real) {
        return hostPath(Path.of(real));
    }

    private String hostPath(Path real) {
        return "/" + root.relativize(real);
    }

    private Path place(String path) {
        return root.resolve(path.substring(1));
    }

    private Optional<String> target(String path) throws IOException {
        Path place = place(path);
        return Files.isSymbolicLink(place)
                ? Optional.of(Files.readSymbolicLink(place).toString())
                : Optional.empty();
    }
}
