package io.vfleet.server.cohort;

import java.util.List;

/// One trait against a symptom, hardware by hardware, so that a trait which only follows from the
/// hardware says nothing.
///
/// @param strata each about nodes with the same cards
record Contrast(Trait trait, List<Stratum> strata) {

    Contrast {
        strata = List.copyOf(strata);
    }

    /// @param name as a filter of nodes calls it
    record Trait(String name, String value) {}

    /// How many nodes of one hardware there are, and how many of them have the trait.
    record Stratum(int affected, int healthy, int affectedWith, int healthyWith) {

        private int all() {
            return affected + healthy;
        }

        private int with() {
            return affectedWith + healthyWith;
        }

        private double expected() {
            return (double) affected * with() / all();
        }

        // of the hypergeometric distribution
        private double variance() {
            double all = all();
            return affected * (double) healthy * with() * (all - with()) / (all * all * (all - 1));
        }
    }

    int affectedWith() {
        return strata.stream().mapToInt(Stratum::affectedWith).sum();
    }

    int healthyWith() {
        return strata.stream().mapToInt(Stratum::healthyWith).sum();
    }

    /// How far from chance, in standard deviations: Cochran, Mantel and Haenszel's statistic with
    /// its correction for continuity. Negative: healthy nodes have it rather.
    double score() {
        double above = affectedWith() - strata.stream().mapToDouble(Stratum::expected).sum();
        double variance = strata.stream().mapToDouble(Stratum::variance).sum();
        return variance == 0 ? 0 : (above - 0.5) / Math.sqrt(variance);
    }

    /// At most so likely by chance when so many traits are looked at: the normal tail's bound
    /// exp(-z²/2)/2, times the number of looks (Bonferroni).
    double chance(int looks) {
        double score = score();
        return score <= 0 ? 1 : Math.min(1, looks * Math.exp(-score * score / 2) / 2);
    }
}
