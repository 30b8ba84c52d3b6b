package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What could not be read during one look. A gap covers all that lies below its path, so that one
/// stands for a whole folder.
final class Gaps {

    static final int LIMIT = 400;

    private final TreeMap<String, String> reasons = new TreeMap<>();

    void add(String path, String reason) {
        reasons.putIfAbsent(path, reason);
    }

    /// Sorted by path, at most [#LIMIT]: of too many the common folders remain, which covers more
    /// rather than less.
    List<Gap> list() {
        TreeMap<String, String> gaps = withoutCovered(reasons);
        for (int depth = 8; gaps.size() > LIMIT && depth > 1; depth--) {
            gaps = withoutCovered(cut(gaps, depth));
        }
        List<Gap> list = new ArrayList<>();
        gaps.forEach((path, reason) -> list.add(new Gap(path, reason)));
        return list;
    }

    private static TreeMap<String, String> withoutCovered(TreeMap<String, String> gaps) {
        TreeMap<String, String> kept = new TreeMap<>();
        Set<String> paths = new HashSet<>(gaps.keySet());
        gaps.forEach((path, reason) -> {
            if (!coveredByFolder(path, paths)) {
                kept.put(path, reason);
            }
        });
        return kept;
    }

    private static boolean coveredByFolder(String path, Set<String> paths) {
        int slash = path.lastIndexOf('/');
        while (slash > 0) {
            if (paths.contains(path.substring(0, slash))) {
                return true;
            }
            slash = path.lastIndexOf('/', slash - 1);
        }
        return false;
    }

    private static TreeMap<String, String> cut(TreeMap<String, String> gaps, int depth) {
        TreeMap<String, String> cut = new TreeMap<>();
        gaps.forEach((path, reason) -> cut.putIfAbsent(prefix(path, depth), reason));
        return cut;
    }

    private static String prefix(String path, int depth) {
        int slash = 0;
        for (int folders = 0; folders < depth && slash >= 0; folders++) {
            slash = path.indexOf('/', slash + 1);
        }
        return slash < 0 ? path : path.substring(0, slash);
    }
}
