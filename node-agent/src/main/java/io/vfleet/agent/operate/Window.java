package io.vfleet.agent.operate;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time of the week: `Sat 02:00-05:00`, or every day: `02:00-05:00`. One whose end is not after
/// its start ends on the next day.
record Window(Optional<DayOfWeek> day, LocalTime from, LocalTime to) {

    private static final Pattern SHAPE =
            Pattern.compile(
                    "(?:([A-Za-z]{3}) )?([01]\\d|2[0-3]):([0-5]\\d)-([01]\\d|2[0-3]):([0-5]\\d)");

    /// @throws IllegalArgumentException when the text is none
    static Window parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no window like 'Sat 02:00-05:00'");
        }
        return new Window(
                Optional.ofNullable(matcher.group(1)).map(Window::dayOf),
                LocalTime.of(number(matcher, 2), number(matcher, 3)),
                LocalTime.of(number(matcher, 4), number(matcher, 5)));
    }

    boolean open(ZonedDateTime now) {
        LocalTime time = now.toLocalTime();
        if (from.isBefore(to)) {
            return on(now.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        return on(now.getDayOfWeek()) && !time.isBefore(from)
                || on(now.getDayOfWeek().minus(1)) && time.isBefore(to);
    }

    private boolean on(DayOfWeek today) {
        return day.isEmpty() || day.get() == today;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static DayOfWeek dayOf(String word) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> day.name().startsWith(word.toUpperCase(Locale.ROOT)))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no day"));
    }
}
