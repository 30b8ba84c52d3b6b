package io.vfleet.domain.chain;

import java.util.Collection;
import java.util.stream.Collectors;

/// How findings count and list things.
final class Words {

    private static final int NAMED = 8;

    private Words() {}

    /// `1 VF`, `4 VFs`.
    static String count(long number, String noun) {
        return count(number, noun, noun + "s");
    }

    /// `1 address`, `4 addresses`.
    static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /// `1 VF is`, `4 VFs are`.
    static String are(long number, String noun) {
        return count(number, noun) + (number == 1 ? " is" : " are");
    }

    /// The first eight, and how many more there are.
    static String list(Collection<?> things) {
        String named =
                things.stream()
                        .limit(NAMED)
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        int more = things.size() - NAMED;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    /// `2 MiB`, `1 GiB`, `64 KiB`.
    static String size(long kiB) {
        if (kiB % (1 << 20) == 0) {
            return (kiB >> 20) + " GiB";
        }
        return kiB % (1 << 10) == 0 ? (kiB >> 10) + " MiB" : kiB + " KiB";
    }
}
