package io.vfleet.agent.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The file `read-errors.txt` at the root of a capture: what the host listed but did not let read.
/// Lines are path, errno and text with a TAB between.
///
/// @param reasons why, by the host's path
/// @param names what to add to a folder's listing, by the folder's path
/// @param partial whether the capture says of itself that it is one of a partial tree
record ReadErrors(
        Map<String, String> reasons, Map<String, TreeSet<String>> names, boolean partial) {

    static final String FILE = "read-errors.txt";
    static final String PARTIAL = "# partial";
    static final ReadErrors NONE = new ReadErrors(Map.of(), Map.of(), true);

    static ReadErrors parse(String text) {
        Map<String, String> reasons = new TreeMap<>();
        text.lines()
                .map(line -> List.of(line.split("\t", 3)))
                .filter(columns -> columns.size() == 3 && columns.getFirst().startsWith("/"))
                .forEach(columns -> reasons.put(columns.getFirst(), columns.getLast()));
        return new ReadErrors(
                reasons, namesByFolder(reasons), text.lines().anyMatch(PARTIAL::equals));
    }

    private static Map<String, TreeSet<String>> namesByFolder(Map<String, String> reasons) {
        Map<String, TreeSet<String>> names = new HashMap<>();
        for (String path : reasons.keySet()) {
            int slash = path.lastIndexOf('/');
            names.computeIfAbsent(path.substring(0, slash), _ -> new TreeSet<>())
                    .add(path.substring(slash + 1));
        }
        return names;
    }

    Optional<String> reason(String path) {
        return Optional.ofNullable(reasons.get(path));
    }

    TreeSet<String> namesIn(String folder) {
        return names.getOrDefault(folder, new TreeSet<>());
    }
}
