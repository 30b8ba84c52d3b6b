package io.vfleet.server.cohort;

import io.vfleet.server.cohort.CohortView.Outcome;
import io.vfleet.server.cohort.CohortView.Shared;
import io.vfleet.server.cohort.Contrast.Stratum;
import io.vfleet.server.cohort.Contrast.Trait;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Nodes by their cards and by what they have, and what follows from their numbers.
///
/// @param nodes how many there are of each hardware
/// @param traits how many of each hardware have a trait
record Cohort(List<Nodes> nodes, List<Having> traits) {

    static final int LEAST = 3;
    private static final double BY_CHANCE = 0.05;
    private static final int SHOWN = 20;

    record Nodes(String hardware, int affected, int healthy) {

        boolean compared() {
            return affected > 0 && healthy > 0;
        }
    }

    record Having(String hardware, Trait trait, int affected, int healthy) {}

    CohortView view(String about) {
        int affected = nodes.stream().mapToInt(Nodes::affected).sum();
        int healthy = nodes.stream().filter(Nodes::compared).mapToInt(Nodes::healthy).sum();
        int compared = nodes.stream().filter(Nodes::compared).mapToInt(Nodes::affected).sum();
        if (compared < LEAST || healthy < LEAST) {
            String says =
                    "Not enough nodes to say: %d affected, %d healthy with the same cards; it takes %d of each."
                            .formatted(affected, healthy, LEAST);
            return new CohortView(Outcome.TOO_FEW, says, affected, healthy, List.of());
        }
        List<Shared> shared = shared(compared, healthy, about);
        return shared.isEmpty()
                ? new CohortView(
                        Outcome.NOTHING,
                        "Nothing that is compared tells them apart.",
                        affected,
                        healthy,
                        shared)
                : new CohortView(
                        Outcome.FOUND,
                        "Affected nodes have these more often than healthy ones with the same cards.",
                        affected,
                        healthy,
                        shared);
    }

    private List<Shared> shared(int affected, int healthy, String about) {
        List<Contrast> contrasts =
                contrasts().stream().filter(contrast -> contrast.affectedWith() >= LEAST).toList();
        return contrasts.stream()
                .filter(contrast -> contrast.chance(contrasts.size()) < BY_CHANCE)
                .sorted(Comparator.comparing(Contrast::score).reversed())
                .limit(SHOWN)
                .map(contrast -> shared(contrast, contrasts.size(), affected, healthy, about))
                .toList();
    }

    /// Every hardware counts for every trait: where no node has it, too.
    private List<Contrast> contrasts() {
        Map<Trait, Map<String, Having>> byTrait =
                traits.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Having::trait,
                                        Collectors.toMap(Having::hardware, having -> having)));
        return byTrait.entrySet().stream()
                .map(entry -> new Contrast(entry.getKey(), strata(entry.getValue())))
                .toList();
    }

    private List<Stratum> strata(Map<String, Having> having) {
        return nodes.stream()
                .filter(Nodes::compared)
                .map(all -> stratum(all, Optional.ofNullable(having.get(all.hardware()))))
                .toList();
    }

    private static Stratum stratum(Nodes all, Optional<Having> having) {
        return new Stratum(
                all.affected(),
                all.healthy(),
                having.map(Having::affected).orElse(0),
                having.map(Having::healthy).orElse(0));
    }

    private static Shared shared(
            Contrast contrast, int looks, int affected, int healthy, String about) {
        double affectedShare = (double) contrast.affectedWith() / affected;
        double healthyShare = (double) contrast.healthyWith() / healthy;
        return new Shared(
                contrast.trait().name(),
                contrast.trait().value(),
                contrast.affectedWith(),
                affectedShare,
                contrast.healthyWith(),
                healthyShare,
                healthyShare == 0 ? Optional.empty() : Optional.of(affectedShare / healthyShare),
                contrast.chance(looks),
                "%s;status==ONLINE;%s==%s"
                        .formatted(
                                about, contrast.trait().name(), quoted(contrast.trait().value())));
    }

    // as RSQL reads a quoted value
    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
