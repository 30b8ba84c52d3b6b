package io.vfleet.domain.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Versions from one to another, both included: `2.5.4 - 2.6.4`, `2.28.5 -`. An end counts as far
/// as it is written: `6.18` is all of 6.18.x. Empty ends are open.
record VersionRange(List<Integer> from, List<Integer> to) {

    private static final Pattern RANGE = Pattern.compile("([\\d.]*) -(?: ([\\d.]+))?");
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})*");

    static Optional<VersionRange> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException("no range of versions: " + text);
        }
        String last = Optional.ofNullable(range.group(2)).orElse("");
        return Optional.of(new VersionRange(numbers(range.group(1)), numbers(last)));
    }

    /// The numbers a version begins with: 6, 12 and 95 of `6.12.95+deb12-amd64`.
    static List<Integer> numbers(String version) {
        Matcher found = NUMBERS.matcher(version);
        List<Integer> numbers = new ArrayList<>();
        if (found.lookingAt()) {
            for (String number : found.group().split("\\.")) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }

    boolean contains(List<Integer> version) {
        return compare(version, from) >= 0 && compare(version, to) <= 0;
    }

    private static int compare(List<Integer> version, List<Integer> end) {
        for (int i = 0; i < end.size(); i++) {
            int number = i < version.size() ? version.get(i) : 0;
            if (number != end.get(i)) {
                return Integer.compare(number, end.get(i));
            }
        }
        return 0;
    }
}
