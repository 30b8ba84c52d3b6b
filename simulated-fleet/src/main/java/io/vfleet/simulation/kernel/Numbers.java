package io.vfleet.simulation.kernel;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as the kernel reads them: `kstrtou16` with base 0 (lib/kstrtox.c).
final class Numbers {

    // one sign, a base's prefix, digits, one end of line
    private static final Pattern FORM =
            Pattern.compile("\\+?(?:0[xX]([0-9a-fA-F]{1,9})|0([0-7]{0,9})|([1-9][0-9]{0,9}))\\n?");
    private static final long MOST = 0xffff;

    private Numbers() {}

    static OptionalInt u16(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        long number = value(matcher);
        return number > MOST ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    private static long value(Matcher matcher) {
        if (matcher.group(1) != null) {
            return Long.parseLong(matcher.group(1), 16);
        }
        if (matcher.group(2) != null) {
            return Long.parseLong("0" + matcher.group(2), 8);
        }
        return Long.parseLong(matcher.group(3));
    }
}
