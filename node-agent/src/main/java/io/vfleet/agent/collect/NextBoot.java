package io.vfleet.agent.collect;

import io.vfleet.domain.inventory.Host.BootArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The arguments that boot loaders hold for kernels to come: Boot Loader Specification entries,
/// `/etc/kernel/cmdline` (kernel-install(8)) and GRUB's defaults, which reach a menu only when
/// somebody makes it anew.
final class NextBoot {

    private static final List<String> ENTRIES =
            List.of("/boot/efi/loader/entries", "/boot/loader/entries", "/efi/loader/entries");
    private static final String ENVIRONMENT = "/boot/grub2/grubenv";
    private static final String CMDLINE = "/etc/kernel/cmdline";
    private static final int MOST_ENTRIES = 64;
    // COMMAND_LINE_SIZE of the most generous architecture
    private static final int LONGEST = 4096;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    private final Look look;
    private final List<BootArguments> found = new ArrayList<>();

    private NextBoot(Look look) {
        this.look = look;
    }

    static List<BootArguments> read(Look look) {
        NextBoot boot = new NextBoot(look);
        ENTRIES.forEach(boot::entries);
        GrubDefaults.read(look).ifPresent(boot::add);
        look.text(CMDLINE)
                .ifPresent(line -> boot.add(new BootArguments(CMDLINE, Optional.empty(), line)));
        return boot.found;
    }

    private void entries(String folder) {
        look.list(folder).stream()
                .filter(name -> name.endsWith(".conf"))
                .limit(MOST_ENTRIES)
                .map(name -> folder + "/" + name)
                .forEach(path -> look.text(path).ifPresent(text -> entry(path, text)));
    }

    private void entry(String path, String text) {
        String options = String.join(" ", values(text, "options"));
        if (options.isEmpty()) {
            return;
        }
        Optional<String> kernel =
                values(text, "version").stream()
                        .findFirst()
                        .or(() -> values(text, "title").stream().findFirst());
        add(new BootArguments(path, kernel, filled(options)));
    }

    private void add(BootArguments boot) {
        if (boot.arguments().length() > LONGEST) {
            look.gap(boot.path(), "more than the " + LONGEST + " bytes a kernel takes");
            return;
        }
        found.add(boot);
    }

    /// Red Hat's entries may leave the arguments to GRUB's environment: `options $kernelopts`.
    private String filled(String options) {
        if (!options.contains("$")) {
            return options;
        }
        Map<String, String> environment = new HashMap<>();
        look.text(ENVIRONMENT)
                .ifPresent(text -> text.lines().forEach(line -> put(environment, line)));
        return filled(options, environment);
    }

    /// The text with what is known of its variables; others stay as they are.
    static String filled(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text)
                .replaceAll(name ->
                        Matcher.quoteReplacement(
                                variables.getOrDefault(name.group(1), name.group())))
                .strip();
    }

    private static void put(Map<String, String> variables, String line) {
        String[] parts = line.split("=", 2);
        if (parts.length == 2) {
            variables.put(parts[0], parts[1]);
        }
    }

    private static List<String> values(String text, String key) {
        return text.lines()
                .map(String::strip)
                .filter(line -> line.matches(key + "\\s+.*"))
                .map(line -> line.substring(key.length()).strip())
                .toList();
    }
}
