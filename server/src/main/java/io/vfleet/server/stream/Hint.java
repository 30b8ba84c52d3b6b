package io.vfleet.server.stream;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/// One statement changed something somewhere, as the database told it to all replicas.
///
/// @param nodes those that are concerned; empty when they are too many to name
record Hint(long id, String kind, int count, List<UUID> nodes) {

    private static final JsonMapper JSON = new JsonMapper();

    /// A change that only this replica has seen; on others its name means nothing.
    static Hint ofHere(String kind, RandomGenerator random) {
        return new Hint(-random.nextLong(1, Long.MAX_VALUE), kind, 1, List.of());
    }

    static Hint parse(String payload) {
        return JSON.readValue(payload, Hint.class);
    }
}
