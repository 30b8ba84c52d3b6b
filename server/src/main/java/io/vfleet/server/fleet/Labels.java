package io.vfleet.server.fleet;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Labels out of their column.
final class Labels {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> MAP = new TypeReference<>() {};

    private Labels() {}

    static Map<String, String> read(String json) {
        return JSON.readValue(json, MAP);
    }
}
