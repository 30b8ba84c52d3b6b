package io.vfleet.agent.collect;

import io.vfleet.agent.sight.PlainYaml;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The node's labels out of `/etc/vfleet/agent.yaml`: `labels: {site: fra, rack: a12}`.
final class Labels {

    static final String FILE = "/etc/vfleet/agent.yaml";

    private static final int LIMIT = 64;
    private static final int LENGTH_LIMIT = 256;

    private Labels() {}

    static SortedMap<String, String> read(Look look) {
        try {
            return look.rareText(FILE).map(Labels::parse).orElseGet(TreeMap::new);
        } catch (IllegalArgumentException malformed) {
            look.gap(FILE, "malformed: " + malformed.getMessage());
            return new TreeMap<>();
        }
    }

    /// @throws IllegalArgumentException saying what is wrong with the file
    static SortedMap<String, String> parse(String yaml) {
        SortedMap<String, String> labels = new TreeMap<>();
        if (!(PlainYaml.load(yaml) instanceof Map<?, ?> file) || file.get("labels") == null) {
            return labels;
        }
        if (!(file.get("labels") instanceof Map<?, ?> entries) || entries.size() > LIMIT) {
            throw new IllegalArgumentException(
                    "'labels' is no map of at most " + LIMIT + " entries");
        }
        entries.forEach((key, value) -> labels.put(scalar(key), scalar(value)));
        return labels;
    }

    private static String scalar(Object value) {
        boolean scalar =
                value instanceof String || value instanceof Number || value instanceof Boolean;
        if (!scalar || value.toString().length() > LENGTH_LIMIT) {
            throw new IllegalArgumentException(
                    "a label is a word and a short text, not '%.40s'".formatted(value));
        }
        return value.toString();
    }
}
