package io.vfleet.agent.doctor;

import io.vfleet.domain.chain.Diagnosis;
import io.vfleet.domain.chain.Unanswered;
import io.vfleet.domain.remedy.Advice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What was not judged, by what would make it known: what answers most questions first.
record ToKnow(List<Unanswered> unknowns) {

    static ToKnow of(Diagnosis diagnosis) {
        return new ToKnow(
                diagnosis.links().stream().flatMap(link -> link.unknowns().stream()).toList());
    }

    void print(Page page, Style style) {
        if (unknowns.isEmpty()) {
            return;
        }
        page.line(0, style.bold("Not judged, and what would make it known"));
        Map<Advice, List<String>> checks =
                unknowns.stream()
                        .collect(
                                Collectors.groupingBy(
                                        one -> Advice.of(one.path(), one.reason()),
                                        LinkedHashMap::new,
                                        Collectors.mapping(
                                                Unanswered::check, Collectors.toList())));
        checks.entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .forEach(entry ->
                        page.wrapped(
                                2,
                                4,
                                entry.getKey().text()
                                        + style.grey(" (" + names(entry.getValue()) + ")")));
        page.gap();
    }

    private static String names(List<String> checks) {
        return checks.stream().distinct().collect(Collectors.joining(", "));
    }
}
