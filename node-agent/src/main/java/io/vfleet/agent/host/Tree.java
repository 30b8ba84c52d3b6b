package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A folder taken for a host's root: absolute links start there again, and `..` never leaves it.
record Tree(Path root) {

    // the kernel's own limit (MAXSYMLINKS, include/linux/namei.h)
    private static final int MAX_LINKS = 40;

    /// The real path of a host's path; the last component may be missing.
    Path follow(String path) throws IOException {
        return walk(path, true);
    }

    /// The same, with the last component left alone when it is a link.
    Path find(String path) throws IOException {
        return walk(path, false);
    }

    /// The host's name of a real path.
    String hostPath(Path real) {
        return "/" + root.relativize(real);
    }

    private Path walk(String path, boolean followLast) throws IOException {
        Deque<String> ahead = new ArrayDeque<>(components(path));
        Path at = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            Path next = step(at, ahead.pop());
            if (ahead.isEmpty() && !followLast || !Files.isSymbolicLink(next)) {
                at = next;
                continue;
            }
            if (++links > MAX_LINKS) {
                throw new FileSystemLoopException(path);
            }
            at = open(at, Files.readSymbolicLink(next).toString(), ahead);
        }
        return at;
    }

    private Path step(Path at, String name) {
        if (!name.equals("..")) {
            return at.resolve(name);
        }
        Path parent = at.getParent();
        return at.equals(root) || parent == null ? root : parent;
    }

    private Path open(Path at, String target, Deque<String> ahead) {
        components(target).reversed().forEach(ahead::push);
        return target.startsWith("/") ? root : at;
    }

    private static List<String> components(String path) {
        return List.of(path.split("/")).stream()
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }
}
