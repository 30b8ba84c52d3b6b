package io.vfleet.bench.agent;

import io.vfleet.bench.support.Misuse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the launcher and the caller say: `--tree DIR --exporter FILE [--seconds S] [-o json] --
/// SERVER… -- AGENT…`.
///
/// @param tree of the host that the agent reads: as its `/sys`, or by the `--root` in its command
/// @param exporter the program beside which it is measured
/// @param server how a server is started
/// @param agent how an agent is started, up to the server it talks to
record AgentOptions(
        Path tree,
        Path exporter,
        Duration measured,
        boolean json,
        List<String> server,
        List<String> agent) {

    private static final Set<String> KNOWN = Set.of("--tree", "--exporter", "--seconds", "-o");
    private static final int SHORTEST_SECONDS = 60;
    private static final int LONGEST_SECONDS = 86_400;

    AgentOptions {
        server = List.copyOf(server);
        agent = List.copyOf(agent);
    }

    static AgentOptions parse(List<String> arguments) throws Misuse {
        List<List<String>> parts = parts(arguments);
        if (parts.size() != 3) {
            throw new Misuse("agent wants to be started by the launcher: ./vfleet bench agent");
        }
        Map<String, String> values = values(parts.getFirst());
        return new AgentOptions(
                Path.of(needed(values, "--tree")),
                Path.of(needed(values, "--exporter")),
                seconds(values.getOrDefault("--seconds", "660")),
                json(values.getOrDefault("-o", "text")),
                parts.get(1),
                parts.get(2));
    }

    private static List<List<String>> parts(List<String> arguments) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (String argument : arguments) {
            if (argument.equals("--")) {
                parts.add(new ArrayList<>());
            } else {
                parts.getLast().add(argument);
            }
        }
        return parts;
    }

    private static Map<String, String> values(List<String> words) throws Misuse {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            String[] both = words.get(i).split("=", 2);
            if (!KNOWN.contains(both[0])) {
                throw new Misuse("bench agent does not know " + both[0]);
            }
            if (both.length == 1 && i + 1 == words.size()) {
                throw new Misuse(both[0] + " wants a value");
            }
            values.put(both[0], both.length == 2 ? both[1] : words.get(i + 1));
            i -= both.length - 1;
        }
        return values;
    }

    private static String needed(Map<String, String> values, String option) throws Misuse {
        String value = values.get(option);
        if (value == null) {
            throw new Misuse(option + " is missing");
        }
        return value;
    }

    private static Duration seconds(String text) throws Misuse {
        int seconds = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
            throw new Misuse(
                    "--seconds wants a number from %d to %d, not '%s'"
                            .formatted(SHORTEST_SECONDS, LONGEST_SECONDS, text));
        }
        return Duration.ofSeconds(seconds);
    }

    private static boolean json(String format) throws Misuse {
        if (!Set.of("text", "json").contains(format)) {
            throw new Misuse("-o wants text or json, not '" + format + "'");
        }
        return format.equals("json");
    }
}
