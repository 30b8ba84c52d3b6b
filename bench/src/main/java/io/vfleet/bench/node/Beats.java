package io.vfleet.bench.node;

import java.time.Duration;

/// When a node beats: as the agents spread themselves, always the same for one node.
final class Beats {

    private static final int PARTS = 1000;
    private static final int OTHER_SEED = 0x5bd1e995;

    private Beats() {}

    /// `interval` ± 10 %.
    static Duration spread(Duration interval, String nodeId) {
        int thousandths = Math.floorMod(mixed(nodeId.hashCode()), 201) - 100;
        return interval.plusNanos(interval.toNanos() / PARTS * thousandths);
    }

    /// Some share of `interval`: nodes that join one after the other within seconds would beat
    /// within the same seconds for long.
    static Duration phase(Duration interval, String nodeId) {
        int thousandths = Math.floorMod(mixed(nodeId.hashCode() ^ OTHER_SEED), PARTS) + 1;
        return Duration.ofNanos(interval.toNanos() / PARTS * thousandths);
    }

    // neighboring names have neighboring hash codes
    private static int mixed(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ h >>> 15;
    }
}
