package io.vfleet.domain.chain;

import io.vfleet.domain.inventory.Gap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;

/// What could not be read, by path: a gap covers all that lies below it.
final class Gaps {

    private static final BinaryOperator<Gap> LAST =
            BinaryOperator.maxBy(Comparator.comparing(Gap::reason));

    private final List<Gap> all;
    private final Map<String, Gap> byPath = new HashMap<>();

    Gaps(List<Gap> gaps) {
        all = gaps;
        gaps.forEach(gap -> byPath.merge(gap.path(), gap, LAST));
    }

    /// The one that says most exactly why the file at `path` is unknown, if it is.
    Optional<Gap> covering(String path) {
        if (byPath.isEmpty()) {
            return Optional.empty();
        }
        String folder = path;
        while (!byPath.containsKey(folder) && folder.contains("/")) {
            folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        return Optional.ofNullable(byPath.get(folder));
    }

    /// The first by path that leaves something unknown of one of these folders.
    Optional<Gap> touching(List<String> folders) {
        return all.stream()
                .filter(gap -> folders.stream().anyMatch(folder -> touches(gap, folder)))
                .min(Comparator.comparing(Gap::path));
    }

    private static boolean touches(Gap gap, String folder) {
        return gap.covers(folder) || gap.path().startsWith(folder + "/");
    }
}
