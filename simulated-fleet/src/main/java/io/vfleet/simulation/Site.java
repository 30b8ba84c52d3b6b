package io.vfleet.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where a host stands: racks of eight, dealt out to the sites in turn.
record Site(String site, int rack, int node) {

    static final int NODES_PER_RACK = 8;
    private static final int UNITS_PER_NODE = 4;
    private static final List<String> SITES = List.of("fra1", "ams2", "iad3", "sin1");

    static Site of(int number) {
        int rack = rack(number);
        return new Site(
                SITES.get(rack % SITES.size()),
                rack / SITES.size() + 1,
                number % NODES_PER_RACK + 1);
    }

    /// The number of a host's rack in the whole fleet, from 0.
    static int rack(int number) {
        return number / NODES_PER_RACK;
    }

    String hostname() {
        return "%s-r%02d-n%02d".formatted(site, rack, node);
    }

    Map<String, String> labels(Kit kit) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("site", site);
        labels.put("rack", "r%02d".formatted(rack));
        labels.put("slot", "u%02d".formatted(1 + (node - 1) * UNITS_PER_NODE));
        labels.put("cluster", site + "-" + kit.profile().orElse("general"));
        kit.profile().ifPresent(profile -> labels.put("profile", profile));
        return labels;
    }
}
