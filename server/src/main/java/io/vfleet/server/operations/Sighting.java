package io.vfleet.server.operations;

import java.util.Map;
import java.util.UUID;

/// What a report shows of a node's PFs.
///
/// @param counts how many VFs each PF has, by address; a PF whose count could not be read is not
///   here
public record Sighting(UUID node, ReportOrder order, Map<String, Integer> counts) {

    public Sighting {
        counts = Map.copyOf(counts);
    }
}
