package io.vfleet.agent;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The options behind a command, each with one value: `--root DIR` or `--root=DIR`.
public record Options(Map<String, String> values) {

    public Options {
        values = Map.copyOf(values);
    }

    public static Options parse(List<String> words, Set<String> known) throws UsageProblem {
        Map<String, String> values = new HashMap<>();
        Iterator<String> ahead = words.iterator();
        while (ahead.hasNext()) {
            String word = ahead.next();
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!known.contains(name)) {
                throw new UsageProblem("unknown option '" + word + "'");
            }
            if (equals < 0 && !ahead.hasNext()) {
                throw new UsageProblem("option '" + name + "' needs a value");
            }
            values.put(name, equals < 0 ? ahead.next() : word.substring(equals + 1));
        }
        return new Options(values);
    }

    /// The same with a value for an option that was not given.
    public Options orElse(String name, String value) {
        Map<String, String> more = new HashMap<>(values);
        more.putIfAbsent(name, value);
        return new Options(more);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The value, which has to be one of these; the first of them when the option is not given.
    public String oneOf(String name, List<String> choices) throws UsageProblem {
        String value = value(name).orElse(choices.getFirst());
        if (!choices.contains(value)) {
            throw new UsageProblem(
                    "option '%s' is %s, not '%s'"
                            .formatted(name, String.join(" or ", choices), value));
        }
        return value;
    }
}
