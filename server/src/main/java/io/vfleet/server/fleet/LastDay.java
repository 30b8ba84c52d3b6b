package io.vfleet.server.fleet;

import java.util.List;

/// How many findings were open at the end of each of the last 24 hours, worked out backward from
/// now.
final class LastDay {

    private static final int HOURS = 24;

    private LastDay() {}

    /// How many more there are since an hour.
    record Move(int hoursAgo, int more) {}

    static List<Integer> before(int now, List<Move> moves) {
        var hours = new Integer[HOURS];
        int open = now;
        for (int ago = 0; ago < HOURS; ago++) {
            hours[HOURS - 1 - ago] = Math.max(0, open);
            int hour = ago;
            open -=
                    moves.stream()
                            .filter(move -> move.hoursAgo() == hour)
                            .mapToInt(Move::more)
                            .sum();
        }
        return List.of(hours);
    }
}
