package io.vfleet.simulation.sysfs;

import io.vfleet.simulation.sysfs.Entry.Folder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The files every object of one kind has, each with how to make it from the object.
final class FileTable<T> {

    private final Map<String, File<T>> files = new HashMap<>();
    private final List<Function<T, Folder>> more = new ArrayList<>();

    /// @param always on every object, so that it can be listed without being made
    private record File<T>(boolean always, Function<T, Optional<? extends Entry>> entry) {}

    FileTable<T> text(String name, Function<T, String> content) {
        return always(name, it -> new Entry.Text(content.apply(it)));
    }

    /// A file that only some objects have.
    FileTable<T> maybeText(String name, Function<T, Optional<String>> content) {
        return maybe(name, it -> content.apply(it).map(Entry.Text::new));
    }

    FileTable<T> link(String name, Function<T, String> target) {
        return always(name, it -> new Entry.Link(target.apply(it)));
    }

    FileTable<T> maybeLink(String name, Function<T, Optional<String>> target) {
        return maybe(name, it -> target.apply(it).map(Entry.Link::new));
    }

    FileTable<T> folder(String name, Function<T, Folder> folder) {
        return always(name, folder);
    }

    FileTable<T> always(String name, Function<T, ? extends Entry> entry) {
        files.put(name, new File<>(true, it -> Optional.of(entry.apply(it))));
        return this;
    }

    FileTable<T> maybe(String name, Function<T, Optional<? extends Entry>> entry) {
        files.put(name, new File<>(false, entry));
        return this;
    }

    /// Entries whose names depend on the object.
    FileTable<T> named(Function<T, Folder> folder) {
        more.add(folder);
        return this;
    }

    Folder of(T object) {
        return new Bound<>(this, object);
    }

    private record Bound<T>(FileTable<T> table, T object) implements Folder {

        @Override
        public Collection<String> names() {
            List<String> names = new ArrayList<>();
            table.files.forEach((name, file) -> {
                if (file.always() || file.entry().apply(object).isPresent()) {
                    names.add(name);
                }
            });
            table.more.forEach(folder -> names.addAll(folder.apply(object).names()));
            return names;
        }

        @Override
        public Optional<Entry> child(String name) {
            return Optional.ofNullable(table.files.get(name))
                    .map(file -> file.entry().apply(object).map(Entry.class::cast))
                    .orElseGet(() -> elsewhere(name));
        }

        private Optional<Entry> elsewhere(String name) {
            return table.more.stream()
                    .flatMap(folder -> folder.apply(object).child(name).stream())
                    .findFirst();
        }
    }
}
