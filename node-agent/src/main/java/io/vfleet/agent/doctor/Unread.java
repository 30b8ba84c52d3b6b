package io.vfleet.agent.doctor;

import io.vfleet.domain.inventory.Gap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What could not be read, by reason: the commonest first, a few paths of each.
record Unread(List<Gap> gaps) {

    private static final int REASONS = 5;
    private static final int PATHS = 3;

    void print(Page page, Style style) {
        if (gaps.isEmpty()) {
            return;
        }
        String paths = gaps.size() == 1 ? " path" : " paths";
        page.line(0, style.bold("Could not be read: " + gaps.size() + paths));
        Map<String, List<Gap>> byReason =
                gaps.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Gap::reason, TreeMap::new, Collectors.toList()));
        byReason.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .limit(REASONS)
                .forEach(entry ->
                        page.wrapped(2, 4, style.grey(line(entry.getKey(), entry.getValue()))));
        boolean some =
                byReason.size() > REASONS
                        || byReason.values().stream().anyMatch(of -> of.size() > PATHS);
        if (some) {
            page.line(2, style.grey("collect names all"));
        }
        page.gap();
    }

    private static String line(String reason, List<Gap> gaps) {
        String paths = gaps.stream().limit(PATHS).map(Gap::path).collect(Collectors.joining(", "));
        int more = gaps.size() - PATHS;
        return reason + ": " + paths + (more > 0 ? " and " + more + " more" : "");
    }
}
