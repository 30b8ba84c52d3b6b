package io.vfleet.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class FleetMetricsTests {

    @Autowired private Api api;
    @Autowired private SomeFleet fleet;
    @Autowired private MetricsQueries metrics;
    @Autowired private FleetMetrics cached;
    @Autowired private JdbcClient jdbc;

    @Test
    void gaugesCountTheFleet() {
        UUID sick = fleet.add("sick", Kind.broken("kernel", "fra"));
        fleet.add("silent", Kind.healthy("fra").silentFor(600));
        fleet.find(sick, "critical", "vf-not-isolated", true);
        fleet.find(sick, "critical", "vf-not-isolated", false);
        assertThat(points("vfleet_nodes"))
                .containsExactlyInAnyOrder(
                        "{site=\"fra\",status=\"ONLINE\"} 1.0",
                        "{site=\"fra\",status=\"LATE\"} 1.0");
        assertThat(points("vfleet_chain_nodes"))
                .contains("{link=\"kernel\",state=\"BROKEN\"} 1.0")
                .hasSize(6);
        assertThat(points("vfleet_findings"))
                .containsExactly(
                        "{link=\"kernel\",severity=\"critical\",site=\"fra\",symptom=\"vf-not-isolated\"} 1.0");
        assertThat(points("vfleet_pfs"))
                .containsExactly("{driver=\"mlx5_core\",vendor=\"15b3\"} 2.0");
        assertThat(points("vfleet_vfs"))
                .contains(
                        "{site=\"fra\",state=\"active\"} 2.0",
                        "{site=\"fra\",state=\"in_use\"} 1.0",
                        "{site=\"fra\",state=\"in_use_unknown\"} 1.0");
        assertThat(points("vfleet_report_age_seconds").getFirst()).startsWith("{site=\"fra\"} 60");
    }

    @Test
    void aSymptomIsCountedByNodesAndZeroIsSaid() {
        UUID sick = fleet.add("sick", Kind.broken("kernel", "fra"));
        fleet.add("well", Kind.healthy("ams"));
        fleet.find(sick, "critical", "vf-not-isolated", true);
        fleet.find(sick, "warning", "half-performance", true);
        assertThat(points("vfleet_symptom_nodes"))
                .contains(
                        "{site=\"fra\",symptom=\"vf-not-isolated\"} 1.0",
                        "{site=\"fra\",symptom=\"half-performance\"} 0.0",
                        "{site=\"ams\",symptom=\"vf-not-isolated\"} 0.0",
                        "{site=\"ams\",symptom=\"none\"} 0.0")
                .hasSize(14);
        assertThat(points("vfleet_operations_active"))
                .hasSize(5)
                .contains("{state=\"QUEUED\"} 0.0");
    }

    @Test
    void whatIsMutedOrInMaintenanceCountsAsThatAlone() {
        UUID first = fleet.add("first", Kind.broken("kernel", "fra"));
        UUID second = fleet.add("second", Kind.broken("kernel", "fra"));
        UUID muted = fleet.find(first, "critical", "vf-not-isolated", true);
        fleet.find(first, "warning", "vf-not-isolated", true);
        fleet.find(second, "critical", "vf-not-isolated", true);
        jdbc.sql("update finding set muted_until = now() + interval '1 h' where id = :id")
                .param("id", muted)
                .update();
        jdbc.sql(
                        """
                        insert into node_maintenance (node_id, until, reason, set_by, set_at)
                        values (:id, now() + interval '1 h', 'x', 'ann', now())
                        """)
                .param("id", second)
                .update();
        assertThat(points("vfleet_nodes_in_maintenance")).containsExactly("{site=\"fra\"} 1.0");
        assertThat(points("vfleet_findings"))
                .containsExactly(
                        "{link=\"kernel\",severity=\"warning\",site=\"fra\",symptom=\"vf-not-isolated\"} 1.0");
        assertThat(points("vfleet_symptom_nodes"))
                .contains("{site=\"fra\",symptom=\"vf-not-isolated\"} 0.0");
    }

    @Test
    void sitesBeyondFiftyAreCountedTogether() {
        for (int i = 0; i < 55; i++) {
            fleet.add("n" + i, Kind.healthy("site-" + i));
        }
        fleet.add("n55", Kind.healthy("site-54"));
        assertThat(points("vfleet_nodes"))
                .hasSize(51)
                .contains("{site=\"other\",status=\"ONLINE\"} 5.0")
                .contains("{site=\"site-54\",status=\"ONLINE\"} 2.0");
    }

    @Test
    void aScrapeAnswersThem() {
        fleet.add("n", Kind.healthy("fra"));
        cached.forget();
        var scrape = api.with("metrics").get("/actuator/prometheus");
        assertThat(scrape.status()).isEqualTo(200);
        assertThat(scrape.body()).contains("# TYPE vfleet_nodes gauge", "jvm_memory_used_bytes");
    }

    private List<String> points(String name) {
        for (MetricSnapshot snapshot : metrics.gauges()) {
            if (snapshot.getMetadata().getName().equals(name)) {
                return ((GaugeSnapshot) snapshot)
                        .getDataPoints().stream()
                                .map(point -> point.getLabels() + " " + point.getValue())
                                .toList();
            }
        }
        return List.of();
    }
}
