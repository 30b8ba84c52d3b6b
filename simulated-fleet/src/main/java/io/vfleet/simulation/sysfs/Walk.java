package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Follows one path from the root, through links, to where it really leads.
final class Walk {

    private static final int MOST_LINKS = 40;

    private final Folder root;
    private final boolean followLast;
    private final Deque<String> todo = new ArrayDeque<>();
    private final List<String> names = new ArrayList<>();
    private Entry here;
    private int links;

    private Walk(Folder root, boolean followLast) {
        this.root = root;
        this.followLast = followLast;
        this.here = root;
    }

    /// What a path leads to, and the path without links.
    record Place(String path, Entry entry) {}

    /// @param followLast whether a link at the very end is followed as well
    static Optional<Place> to(Folder root, String path, boolean followLast) {
        Walk walk = new Walk(root, followLast);
        walk.later(path);
        return walk.go();
    }

    private Optional<Place> go() {
        while (!todo.isEmpty()) {
            if (!(here instanceof Folder folder) || !step(folder, todo.removeFirst())) {
                return Optional.empty();
            }
        }
        return Optional.of(new Place("/" + String.join("/", names), here));
    }

    private boolean step(Folder folder, String name) {
        Optional<Entry> child = folder.child(name);
        if (child.isEmpty()) {
            return false;
        }
        if (child.get() instanceof Link(String target) && (followLast || !todo.isEmpty())) {
            return startAgain(target);
        }
        names.add(name);
        here = child.get();
        return true;
    }

    private boolean startAgain(String target) {
        names.clear();
        here = root;
        later(target);
        return ++links < MOST_LINKS;
    }

    private void later(String path) {
        int end = path.length();
        while (end > 0) {
            int slash = path.lastIndexOf('/', end - 1);
            if (slash + 1 < end) {
                todo.addFirst(path.substring(slash + 1, end));
            }
            end = slash;
        }
    }
}
