package io.vfleet.server.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vfleet.server.nodes.AgentRefusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Counts reports by what became of them, and how long that took.
@Component
class ReportFigures {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    // all of them from the start: `increase()` never sees the first of a series that is not there
    private final Map<Fate, Counter> counters = new EnumMap<>(Fate.class);
    private final Timer duration;

    ReportFigures(MeterRegistry meters) {
        for (Fate fate : Fate.values()) {
            counters.put(
                    fate,
                    Counter.builder("vfleet.reports")
                            .description("Reports by what became of them.")
                            .tag("result", fate.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        duration =
                Timer.builder("vfleet.ingest")
                        .description("From a report's arrival to its answer.")
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters);
    }

    /// What became of a report.
    enum Fate {
        ACCEPTED,
        UNCHANGED,
        DUPLICATE,
        REFUSED,
        OVERLOADED,
        FAILED;

        static Fate of(Ingest.Result result) {
            return switch (result) {
                case ACCEPTED -> ACCEPTED;
                case UNCHANGED -> UNCHANGED;
                case DUPLICATE -> DUPLICATE;
            };
        }

        static Fate of(AgentRefusal refusal) {
            return refusal.getStatusCode().is5xxServerError() ? OVERLOADED : REFUSED;
        }
    }

    void count(Fate fate) {
        Objects.requireNonNull(counters.get(fate)).increment();
    }

    void took(long nanos) {
        duration.record(nanos, TimeUnit.NANOSECONDS);
    }
}
