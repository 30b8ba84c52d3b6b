package io.vfleet.domain.wire;

/// Names in a row: `ens1f0v9`, `ens1f0v10`.
final class Names {

    // more digits are no count
    private static final int MOST_DIGITS = 9;

    private Names() {}

    /// The name with its last number one higher; one without a number stays.
    static String next(String name) {
        int end = name.length();
        while (end > 0 && !digit(name.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && digit(name.charAt(start - 1))) {
            start--;
        }
        if (start == end || end - start > MOST_DIGITS) {
            return name;
        }
        int number = Integer.parseInt(name, start, end, 10);
        return name.substring(0, start) + (number + 1) + name.substring(end);
    }

    private static boolean digit(char at) {
        return at >= '0' && at <= '9';
    }
}
