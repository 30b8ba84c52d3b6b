package io.vfleet.server.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Counts attempts to send, each result from the start.
@Component
class SendingCounter {

    private final Map<Result, Counter> counters = new EnumMap<>(Result.class);

    SendingCounter(MeterRegistry meters) {
        for (Result result : Result.values()) {
            counters.put(
                    result,
                    Counter.builder("vfleet.notifications")
                            .description("Attempts to send a notification, by what came of them.")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    /// What came of an attempt.
    enum Result {
        SENT,
        /// and is tried again
        FAILED,
        DEAD
    }

    void count(Result result) {
        Objects.requireNonNull(counters.get(result)).increment();
    }
}
