package io.vfleet.server.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTests {

    /// Berlin is two hours before UTC in summer and one in winter; on March 29 the night is
    /// shorter.
    @ParameterizedTest
    @CsvSource({
        "22:00, 07:00, 2026-07-01T19:59:59Z, ",
        "22:00, 07:00, 2026-07-01T20:00:00Z, 2026-07-02T05:00:00Z",
        "22:00, 07:00, 2026-07-02T04:59:59Z, 2026-07-02T05:00:00Z",
        "22:00, 07:00, 2026-07-02T05:00:00Z, ",
        "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "12:00, 13:00, 2026-01-01T11:30:00Z, 2026-01-01T12:00:00Z",
        "12:00, 13:00, 2026-01-01T12:00:00Z, ",
    })
    void theyEndWhenTheClockOnTheWallSaysSo(
            LocalTime from, LocalTime to, Instant now, Instant end) {
        var hours = new QuietHours(from, to, ZoneId.of("Europe/Berlin"));
        assertThat(hours.end(now).orElse(null)).isEqualTo(end);
    }
}
