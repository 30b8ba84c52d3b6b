package io.vfleet.agent.push;

import io.vfleet.agent.Options;
import io.vfleet.agent.UsageProblem;
import io.vfleet.agent.sight.PlainYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// `--config FILE`: the options of an agent that nobody types, out of the file with its labels.
final class ConfigFile {

    private static final String TOKEN_FILE = "--enroll-token-file";
    private static final String LABELS = "labels"; // read with the host's facts, and again
    private static final Map<String, String> OPTIONS =
            Map.of(
                    "server", "--server",
                    "caSha256", "--ca-sha256",
                    "enrollTokenFile", TOKEN_FILE,
                    "hostname", "--hostname",
                    "metricsPort", "--metrics-port");

    private ConfigFile() {}

    /// What was given, and for what was not, the file's word.
    static Options completing(Options given) throws UsageProblem {
        Optional<String> file = given.value("--config");
        if (file.isEmpty()) {
            return given;
        }
        Options options = given;
        for (var entry : read(file.get()).entrySet()) {
            if (!settled(entry.getKey(), entry.getValue(), given)) {
                options = options.orElse(entry.getKey(), entry.getValue());
            }
        }
        return options;
    }

    // the token is there until it has been used, and may be deleted then
    private static boolean settled(String option, String value, Options given) {
        return option.equals(TOKEN_FILE)
                && (given.value("--enroll-token").isPresent() || Files.notExists(Path.of(value)));
    }

    private static Map<String, String> read(String file) throws UsageProblem {
        Map<String, String> options = new TreeMap<>();
        for (var entry : load(file).entrySet()) {
            String key = String.valueOf(entry.getKey());
            String option = OPTIONS.get(key);
            if (option != null) {
                options.put(option, text(file, key, entry.getValue()));
            } else if (!key.equals(LABELS)) {
                throw new UsageProblem(
                        "%s: unknown key '%s', not one of %s, labels"
                                .formatted(
                                        file,
                                        key,
                                        String.join(", ", new TreeSet<>(OPTIONS.keySet()))));
            }
        }
        return options;
    }

    private static String text(String file, String key, Object value) throws UsageProblem {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw new UsageProblem(
                "%s: '%s' is a text, in quotes where it looks like a number".formatted(file, key));
    }

    private static Map<?, ?> load(String file) throws UsageProblem {
        try {
            return switch (PlainYaml.load(Files.readString(Path.of(file)))) {
                case null -> Map.of();
                case Map<?, ?> entries -> entries;
                default -> throw new UsageProblem(file + ": expected 'key: value' on each line");
            };
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new UsageProblem("cannot read --config " + file + ": " + unreadable.getMessage());
        }
    }
}
