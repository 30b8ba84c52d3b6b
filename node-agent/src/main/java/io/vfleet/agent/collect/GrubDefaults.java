package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Host.BootArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `/etc/default/grub` and the files beside it add up to for an ordinary entry of the menu:
/// shell assignments, of which the plain ones are understood (grub-mkconfig).
final class GrubDefaults {

    private static final String FILE = "/etc/default/grub";
    private static final String FOLDER = FILE + ".d";
    private static final List<String> ARGUMENTS =
            List.of("GRUB_CMDLINE_LINUX", "GRUB_CMDLINE_LINUX_DEFAULT");
    private static final Pattern ASSIGNMENT =
            Pattern.compile(
                    "\\s*(?:export\\s+)?(\\w+)(\\+?)=(?:\"([^\"]*)\"|'([^']*)'|(\\S*))\\s*(?:#.*)?");

    private final Look look;
    private final Map<String, String> values = new HashMap<>();

    private GrubDefaults(Look look) {
        this.look = look;
    }

    static Optional<BootArguments> read(Look look) {
        GrubDefaults defaults = new GrubDefaults(look);
        List<String> files = new ArrayList<>(List.of(FILE));
        look.list(FOLDER).stream()
                .filter(name -> name.endsWith(".cfg"))
                .forEach(name -> files.add(FOLDER + "/" + name));
        files.forEach(path -> look.text(path).ifPresent(text -> defaults.take(path, text)));
        return defaults.arguments();
    }

    private Optional<BootArguments> arguments() {
        if (ARGUMENTS.stream().noneMatch(values::containsKey)) {
            return Optional.empty();
        }
        String all =
                String.join(
                        " ",
                        ARGUMENTS.stream().map(name -> values.getOrDefault(name, "")).toList());
        return Optional.of(new BootArguments(FILE, Optional.empty(), all.strip()));
    }

    private void take(String path, String text) {
        for (String line : text.replace("\\\n", "").lines().toList()) {
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                assign(assignment);
            } else if (ARGUMENTS.stream().anyMatch(line::contains)
                    && !line.strip().startsWith("#")) {
                look.gap(path, "not understood without a shell: '%.80s'".formatted(line.strip()));
            }
        }
        if (ARGUMENTS.stream().anyMatch(this::computed)) {
            look.gap(path, "an argument is made by a command of the shell");
        }
    }

    private void assign(Matcher assignment) {
        String name = assignment.group(1);
        String before = assignment.group(2).isEmpty() ? "" : values.getOrDefault(name, "");
        values.put(name, before + value(assignment));
    }

    private String value(Matcher assignment) {
        if (assignment.group(4) != null) {
            return assignment.group(4);
        }
        String text = assignment.group(3) == null ? assignment.group(5) : assignment.group(3);
        return NextBoot.filled(text, values);
    }

    private boolean computed(String name) {
        String value = values.getOrDefault(name, "");
        return value.contains("$(") || value.contains("`");
    }
}
