package io.vfleet.domain.remedy;

import java.util.regex.Pattern;

/// What may stand in a command as it is. The kernel lets an interface be called `$(reboot)`, and a
/// report is only as honest as who sends it.
public final class ShellWord {

    private static final Pattern WORD = Pattern.compile("\\w[\\w.:@-]*");
    private static final Pattern IN_QUOTES = Pattern.compile("[\\x20-\\x7e&&[^\"$`\\\\!]]*");

    private ShellWord() {}

    /// Whether a shell takes it for one word, and a program for no option.
    public static boolean safe(String word) {
        return WORD.matcher(word).matches();
    }

    /// Whether it stays what it is between double quotes.
    public static boolean quotable(String text) {
        return IN_QUOTES.matcher(text).matches();
    }
}
