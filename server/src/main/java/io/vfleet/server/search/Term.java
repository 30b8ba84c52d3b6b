package io.vfleet.server.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody typed, and what it may mean.
record Term(String text) {

    private static final String FUNCTION = ":[01][0-9a-f](?:\\.[0-7]?)?";
    // two digits alone are no address, but a domain and a bus are its beginning
    private static final Pattern IN_DOMAIN =
            Pattern.compile("(?<domain>[0-9a-f]{4,8}):(?<rest>[0-9a-f]{2}(?:" + FUNCTION + ")?)");
    private static final Pattern IN_ANY = Pattern.compile("[0-9a-f]{2}" + FUNCTION);
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}([:.-]?[0-9a-f]{2}){2,5}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f-]{0,27})?");
    private static final int MAC_DIGITS = 12;
    private static final int ID_DIGITS = 32;

    static Term of(String typed) {
        return new Term(typed.strip().toLowerCase(Locale.ROOT));
    }

    /// A PCI address, whole or its beginning.
    ///
    /// @param domain empty: any
    record Address(Optional<String> domain, String rest) {}

    Optional<Address> address() {
        if (IN_ANY.matcher(text).matches()) {
            return Optional.of(new Address(Optional.empty(), text));
        }
        Matcher match = IN_DOMAIN.matcher(text);
        return match.matches()
                ? Optional.of(new Address(Optional.of(match.group("domain")), match.group("rest")))
                : Optional.empty();
    }

    /// A MAC or its first three bytes and more, as `aa:bb:cc…`, however it was written.
    Optional<String> mac() {
        if (!MAC.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.replaceAll("[:.-]", "");
        return digits.length() > MAC_DIGITS
                ? Optional.empty()
                : Optional.of(digits.replaceAll("..(?!$)", "$0:"));
    }

    /// The ids that begin like this, the first and the last.
    record Ids(UUID first, UUID last) {}

    Optional<Ids> ids() {
        if (!ID.matcher(text).matches()) {
            return Optional.empty();
        }
        String digits = text.replace("-", "");
        return digits.length() > ID_DIGITS
                ? Optional.empty()
                : Optional.of(new Ids(padded(digits, "0"), padded(digits, "f")));
    }

    private static UUID padded(String digits, String with) {
        String all = digits + with.repeat(ID_DIGITS - digits.length());
        return UUID.fromString(
                all.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    /// All that was typed stands somewhere in the words, or begins one.
    boolean isIn(String words) {
        String all = words.toLowerCase(Locale.ROOT).replace('-', ' ');
        List<String> typed = Arrays.asList(text.replace('-', ' ').split(" +"));
        return typed.stream().allMatch(all::contains);
    }

    /// For `like`: whatever begins with it.
    static String beginning(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
