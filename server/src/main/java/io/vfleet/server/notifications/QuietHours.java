package io.vfleet.server.notifications;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// The part of every day in which only what is critical goes out.
record QuietHours(
        @NotNull @Schema(type = "string", example = "22:00") LocalTime from,
        @NotNull @Schema(type = "string", example = "07:00") LocalTime to,
        @NotNull @Schema(type = "string", example = "Europe/Berlin") ZoneId zone) {

    /// When they are over, if it is quiet now.
    Optional<Instant> end(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overMidnight = to.isBefore(from);
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(to);
        boolean quiet = overMidnight ? begun || !over : begun && !over;
        if (!quiet) {
            return Optional.empty();
        }
        ZonedDateTime end = here.with(to);
        return Optional.of((end.isAfter(here) ? end : end.plusDays(1)).toInstant());
    }
}
