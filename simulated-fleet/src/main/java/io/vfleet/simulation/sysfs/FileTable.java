package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// The files every object of one kind has, each with how to make it from the object.
final class FileTable<T> {

    private final Map<String, Function<T, Optional<? extends Entry>>> files = new TreeMap<>();
    private final List<Function<T, Folder>> more = new ArrayList<>();

    FileTable<T> text(String name, Function<T, String> content) {
        return entry(name, it -> Optional.of(new Entry.Text(content.apply(it))));
    }

    /// A file that only some objects have.
    FileTable<T> maybeText(String name, Function<T, Optional<String>> content) {
        return entry(name, it -> content.apply(it).map(Entry.Text::new));
    }

    FileTable<T> link(String name, Function<T, String> target) {
        return entry(name, it -> Optional.of(new Entry.Link(target.apply(it))));
    }

    FileTable<T> maybeLink(String name, Function<T, Optional<String>> target) {
        return entry(name, it -> target.apply(it).map(Entry.Link::new));
    }

    FileTable<T> folder(String name, Function<T, Folder> folder) {
        return entry(name, it -> Optional.of(folder.apply(it)));
    }

    FileTable<T> entry(String name, Function<T, Optional<? extends Entry>> entry) {
        files.put(name, entry);
        return this;
    }

    /// Entries whose names depend on the object.
    FileTable<T> named(Function<T, Folder> folder) {
        more.add(folder);
        return this;
    }

    Folder of(T object) {
        return new Folder() {
            @Override
            public Collection<String> names() {
                List<String> names = new ArrayList<>();
                files.forEach((name, file) -> file.apply(object).ifPresent(_ -> names.add(name)));
                more.forEach(folder -> names.addAll(folder.apply(object).names()));
                return names;
            }

            @Override
            public Optional<Entry> child(String name) {
                var file = files.get(name);
                if (file != null) {
                    return file.apply(object).map(Entry.class::cast);
                }
                return more.stream()
                        .flatMap(folder -> folder.apply(object).child(name).stream())
                        .findFirst();
            }
        };
    }
}
