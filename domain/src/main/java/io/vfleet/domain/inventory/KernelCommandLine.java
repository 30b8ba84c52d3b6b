package io.vfleet.domain.inventory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kernel's command line as the kernel cuts it: whole arguments, never parts of a word.
public record KernelCommandLine(List<Argument> arguments) {

    public KernelCommandLine {
        arguments = List.copyOf(arguments);
    }

    public static KernelCommandLine parse(String text) {
        List<Argument> arguments = new ArrayList<>();
        for (String word : words(text)) {
            // what follows belongs to init (init/main.c, parse_args)
            if (word.equals("--")) {
                break;
            }
            arguments.add(Argument.of(word));
        }
        return new KernelCommandLine(arguments);
    }

    /// The arguments of this key, in order; the last one mostly wins.
    public Stream<Argument> all(String key) {
        return arguments.stream().filter(argument -> argument.key().equals(key));
    }

    /// Whether any argument of this key has this word.
    public boolean has(String key, String word) {
        return all(key).anyMatch(argument -> argument.options().contains(word));
    }

    /// Which of these words was said last under this key.
    public Optional<String> last(String key, List<String> of) {
        return all(key).flatMap(argument -> argument.options().stream())
                .filter(of::contains)
                .reduce((_, later) -> later);
    }

    // a quote that nobody closes ends with the line (lib/cmdline.c, next_arg)
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            quoted ^= c == '"';
            if (quoted || !Character.isWhitespace(c)) {
                word.append(c);
                continue;
            }
            take(word, words);
        }
        take(word, words);
        return words;
    }

    private static void take(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    /// One argument; `key` with underscores, because the kernel takes `-` and `_` for the same
    /// (kernel/params.c, parameq).
    ///
    /// @param text as it stands
    public record Argument(String text, String key, Optional<String> value) {

        private static final String QUOTE = "\"";

        /// The value cut at commas: `sm_on` and `on` of `intel_iommu=sm_on,on`.
        public List<String> options() {
            return value.stream().flatMap(all -> Arrays.stream(all.split(","))).toList();
        }

        // a quote counts at the start of the word or of the value, and there takes the last one
        // with
        // it; any other stays (lib/cmdline.c, next_arg)
        static Argument of(String text) {
            boolean quoted = text.startsWith(QUOTE);
            String bare = quoted ? unquoted(text) : text;
            int equals = bare.indexOf('=', 1);
            if (equals < 0) {
                return new Argument(text, bare.replace('-', '_'), Optional.empty());
            }
            String value = bare.substring(equals + 1);
            return new Argument(
                    text,
                    bare.substring(0, equals).replace('-', '_'),
                    Optional.of(value.startsWith(QUOTE) ? unquoted(value) : value));
        }

        private static String unquoted(String text) {
            String rest = text.substring(1);
            return rest.endsWith(QUOTE) ? rest.substring(0, rest.length() - 1) : rest;
        }
    }
}
