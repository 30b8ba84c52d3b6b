package io.vfleet.simulation.sysfs;

import io.vfleet.agent.host.Reading;
import io.vfleet.simulation.kernel.Kernel;
import io.vfleet.simulation.sysfs.Entry.Bytes;
import io.vfleet.simulation.sysfs.Entry.Folder;
import io.vfleet.simulation.sysfs.Entry.Link;
import io.vfleet.simulation.sysfs.Entry.Magic;
import io.vfleet.simulation.sysfs.Entry.Refusal;
import io.vfleet.simulation.sysfs.Entry.Text;
import io.vfleet.simulation.sysfs.Walk.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A simulated host's whole file system, with the kernel's words for what cannot be read.
public final class HostFiles {

    private static final FileTable<Kernel> ROOT =
            new FileTable<Kernel>()
                    .folder("boot", kernel -> DiskFiles.below(kernel, "/boot"))
                    .folder("dev", _ -> Folder.EMPTY)
                    .folder("etc", EtcFiles::of)
                    .folder("proc", ProcFiles::of)
                    .folder("run", kernel -> DiskFiles.below(kernel, "/run"))
                    .folder("sys", SysFiles::of)
                    .folder("var", kernel -> DiskFiles.below(kernel, "/var"));

    private final Kernel kernel;
    private final Folder root;
    // whoever reads a folder's files reads them one after another
    private Optional<Visited> visited = Optional.empty();

    public HostFiles(Kernel kernel) {
        this.kernel = kernel;
        this.root = ROOT.of(kernel);
    }

    public Reading<String> text(String path) {
        return reading(bytes(path), bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
    }

    public Reading<byte[]> bytes(String path, int limit) {
        return reading(bytes(path), bytes -> Arrays.copyOf(bytes, Math.min(limit, bytes.length)));
    }

    public Reading<List<String>> list(String path) {
        return at(
                path,
                true,
                place ->
                        switch (place.entry()) {
                            case Folder folder ->
                                    new Reading.Value<>(
                                            folder.names().stream().distinct().sorted().toList());
                            case Text _, Bytes _, Refusal _, Link _, Magic _ ->
                                    new Reading.Absent<>();
                        });
    }

    public Reading<String> link(String path) {
        return at(
                path,
                false,
                place ->
                        switch (place.entry()) {
                            case Link(String target) ->
                                    new Reading.Value<>(RelativeLink.between(place.path(), target));
                            case Magic(String target) -> new Reading.Value<>(target);
                            case Text _, Bytes _, Refusal _, Folder _ ->
                                    new Reading.Failed<>("Invalid argument");
                        });
    }

    /// Where a path leads to, without links.
    public Optional<String> real(String path) {
        return find(path, true).map(Place::path);
    }

    private Reading<byte[]> bytes(String path) {
        return at(
                path,
                true,
                place ->
                        switch (place.entry()) {
                            case Text(String content) ->
                                    new Reading.Value<>(content.getBytes(StandardCharsets.UTF_8));
                            case Bytes(byte[] content) -> new Reading.Value<>(content);
                            case Refusal(String reason) -> new Reading.Failed<>(reason);
                            case Folder _ -> new Reading.Failed<>("Is a directory");
                            case Link _, Magic _ -> new Reading.Absent<>();
                        });
    }

    private <T> Reading<T> at(String path, boolean follow, Look<T> look) {
        Optional<Place> place = find(path, follow);
        if (place.isEmpty()) {
            return new Reading.Absent<>();
        }
        Optional<String> refused = Optional.ofNullable(kernel.unreadable().get(place.get().path()));
        return refused.<Reading<T>>map(Reading.Failed::new).orElseGet(() -> look.at(place.get()));
    }

    private Optional<Place> find(String path, boolean follow) {
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        return name.isEmpty()
                ? Walk.to(root, path, follow)
                : visit(path.substring(0, slash)).flatMap(it -> child(it, name, follow));
    }

    private Optional<Visited> visit(String asked) {
        if (visited.filter(it -> it.is(asked, kernel.changes())).isEmpty()) {
            visited =
                    Walk.to(root, asked, true)
                            .map(place -> new Visited(asked, kernel.changes(), place));
        }
        return visited;
    }

    private Optional<Place> child(Visited visited, String name, boolean follow) {
        if (!(visited.place().entry() instanceof Folder folder)) {
            return Optional.empty();
        }
        return folder.child(name)
                .flatMap(entry ->
                        follow && entry instanceof Link(String target)
                                ? Walk.to(root, target, true)
                                : Optional.of(
                                        new Place(visited.place().path() + "/" + name, entry)));
    }

    private static <T> Reading<T> reading(Reading<byte[]> raw, Function<byte[], T> parse) {
        return switch (raw) {
            case Reading.Value<byte[]>(byte[] bytes) -> new Reading.Value<>(parse.apply(bytes));
            case Reading.Absent<byte[]> _ -> new Reading.Absent<>();
            case Reading.Failed<byte[]>(String reason) -> new Reading.Failed<>(reason);
        };
    }

    private record Visited(String asked, long changes, Place place) {
        boolean is(String path, long now) {
            return changes == now && asked.equals(path);
        }
    }

    private interface Look<T> {
        Reading<T> at(Place place);
    }
}
