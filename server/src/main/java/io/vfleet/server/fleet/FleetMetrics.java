package io.vfleet.server.fleet;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The fleet's gauges, counted in the database when somebody scrapes. While it is away they vanish:
/// an old number would be a lie.
@Component
class FleetMetrics implements MultiCollector {

    private static final Logger log = LoggerFactory.getLogger(FleetMetrics.class);
    private static final Taken NEVER = new Taken(Instant.MIN, new MetricSnapshots());
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MetricsQueries queries;
    private final Clock clock;
    private Taken newest = NEVER;

    FleetMetrics(MetricsQueries queries, PrometheusRegistry registry, Clock clock) {
        this.queries = queries;
        this.clock = clock;
        registry.register(this);
    }

    private record Taken(Instant at, MetricSnapshots snapshots) {}

    @Override
    public synchronized MetricSnapshots collect() {
        Instant now = clock.instant();
        if (newest.at().isBefore(now.minus(FRESH))) {
            newest = new Taken(now, count());
        }
        return newest.snapshots();
    }

    /// Makes the next scrape count anew.
    synchronized void forget() {
        newest = NEVER;
    }

    private MetricSnapshots count() {
        try {
            return new MetricSnapshots(queries.gauges());
        } catch (DataAccessException | TransactionException e) {
            log.warn("No fleet metrics, the database does not answer: {}", e.getMessage());
            return new MetricSnapshots();
        }
    }
}
