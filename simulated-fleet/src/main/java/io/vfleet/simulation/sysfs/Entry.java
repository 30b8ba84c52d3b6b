package io.vfleet.simulation.sysfs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What stands at a path.
sealed interface Entry {

    /// A small file.
    record Text(String content) implements Entry {}

    /// A file of bytes.
    record Bytes(byte[] content) implements Entry {}

    /// A symbolic link; `target` is an absolute path, written relative when asked.
    record Link(String target) implements Entry {}

    /// A link of procfs: what it says need not be a path, and is never followed here.
    record Magic(String target) implements Entry {}

    /// A file that is there and refuses: `Invalid argument`.
    record Refusal(String reason) implements Entry {}

    /// A folder whose entries are made when asked for.
    non-sealed interface Folder extends Entry {

        Folder EMPTY = named(List::of, _ -> Optional.empty());

        Collection<String> names();

        Optional<Entry> child(String name);

        /// A folder of things that come and go.
        static Folder named(
                Supplier<Collection<String>> names, Function<String, Optional<Entry>> child) {
            return new Folder() {
                @Override
                public Collection<String> names() {
                    return names.get();
                }

                @Override
                public Optional<Entry> child(String name) {
                    return child.apply(name);
                }
            };
        }
    }
}
