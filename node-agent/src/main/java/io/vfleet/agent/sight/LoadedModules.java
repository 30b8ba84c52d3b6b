package io.vfleet.agent.sight;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The modules of `/proc/modules`.
public final class LoadedModules {

    public static final String PATH = "/proc/modules";

    private static final Pattern MODULE =
            Pattern.compile("([\\w-]+)(?: .*?)?(?: \\((\\w{1,20})[+-]?\\))?\\s*");

    private LoadedModules() {}

    /// Their names, sorted, with what stands in brackets at the end of their line.
    public static SortedMap<String, String> taints(String modules) {
        SortedMap<String, String> found = new TreeMap<>();
        for (String line : modules.lines().toList()) {
            Matcher module = MODULE.matcher(line);
            if (module.matches()) {
                found.put(module.group(1), Optional.ofNullable(module.group(2)).orElse(""));
            }
        }
        return found;
    }
}
