package io.vfleet.agent.host;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Resolves a host's path as the host would: absolute links start at its root, and `..` stays
/// within it.
final class LinkWalk {

    // the kernel's own limit (MAXSYMLINKS, include/linux/namei.h)
    private static final int MAX_LINKS = 40;

    private final Links links;
    private final Deque<String> ahead;
    private String at = "";
    private int followed;

    private LinkWalk(String path, Links links) {
        this.links = links;
        this.ahead = new ArrayDeque<>(components(path));
    }

    /// The path without links in it; the last component may be missing.
    static String follow(String path, Links links) throws IOException {
        return new LinkWalk(path, links).run(path, true);
    }

    /// The same, with the last component left alone when it is a link.
    static String find(String path, Links links) throws IOException {
        return new LinkWalk(path, links).run(path, false);
    }

    private String run(String path, boolean followLast) throws IOException {
        while (!ahead.isEmpty()) {
            String next = step(ahead.pop());
            boolean look = !next.isEmpty() && (followLast || !ahead.isEmpty());
            Optional<String> target = look ? links.target(next) : Optional.empty();
            if (target.isPresent() && ++followed > MAX_LINKS) {
                throw new FileSystemLoopException(path);
            }
            at = target.map(this::enter).orElse(next);
        }
        return at.isEmpty() ? "/" : at;
    }

    private String step(String name) {
        return name.equals("..")
                ? at.substring(0, Math.max(0, at.lastIndexOf('/')))
                : at + "/" + name;
    }

    private String enter(String target) {
        components(target).reversed().forEach(ahead::push);
        return target.startsWith("/") ? "" : at;
    }

    private static List<String> components(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    /// Where the link at a path points; empty for anything else, or nothing, there.
    interface Links {
        Optional<String> target(String path) throws IOException;
    }
}
