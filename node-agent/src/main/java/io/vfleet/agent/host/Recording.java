package io.vfleet.agent.host;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that was read of a host, by path.
///
/// @param times when they were written to, where somebody asked
/// @param whole whether what was absent was absent on the host
record Recording(
        SortedMap<String, byte[]> files,
        SortedMap<String, String> links,
        SortedMap<String, List<String>> folders,
        SortedMap<String, Instant> times,
        SortedMap<String, String> failures,
        boolean whole) {

    private static final Comparator<String> PARENTS_FIRST =
            Comparator.comparingInt((String path) -> path.split("/").length)
                    .thenComparing(Comparator.naturalOrder());

    /// The same with every path free of links, as a file system keeps it; what was listed and never
    /// read counts as unreadable.
    Recording settled() throws IOException {
        SortedMap<String, String> settledLinks = new TreeMap<>();
        LinkWalk.Links known = path -> Optional.ofNullable(settledLinks.get(path));
        List<String> order = new ArrayList<>(links.keySet());
        order.sort(PARENTS_FIRST);
        for (String path : order) {
            settledLinks.put(LinkWalk.find(path, known), links.getOrDefault(path, ""));
        }
        Recording settled =
                new Recording(
                        followed(files, known),
                        settledLinks,
                        followed(folders, known),
                        followed(times, known),
                        followed(failures, known),
                        whole);
        settled.addUnread();
        // a folder is "no symbolic link" without being unreadable
        settled.failures.keySet().removeIf(settled::read);
        return settled;
    }

    private static <T> SortedMap<String, T> followed(
            SortedMap<String, T> entries, LinkWalk.Links known) throws IOException {
        SortedMap<String, T> followed = new TreeMap<>();
        for (var entry : entries.entrySet()) {
            followed.put(LinkWalk.follow(entry.getKey(), known), entry.getValue());
        }
        return followed;
    }

    private void addUnread() {
        folders.forEach((folder, names) -> {
            for (String name : names) {
                String path = folder + "/" + name;
                if (!read(path) && !links.containsKey(path)) {
                    failures.putIfAbsent(path, "not read for this capture");
                }
            }
        });
    }

    private boolean read(String path) {
        return files.containsKey(path)
                || folders.containsKey(path)
                || below(files, path)
                || below(folders, path);
    }

    private static boolean below(SortedMap<String, ?> entries, String path) {
        // '0' follows '/' in the order of characters
        return !entries.subMap(path + "/", path + "0").isEmpty();
    }
}
