package io.vfleet.server.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.postgres.EmbeddedPostgres;
import io.vfleet.postgres.PostgresSettings;
import io.vfleet.server.Api;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.VfleetServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// With a PostgreSQL of its own, which it takes away.
class DatabaseAwayTests {

    // taking the database away early is the point of the test
    @SuppressWarnings("try")
    @Test
    void theServiceStaysAliveAndSaysWhatItCannotDo(@TempDir Path dir) {
        try (var postgres = EmbeddedPostgres.start(dir, PostgresSettings.throwAway());
                var server =
                        new SpringApplicationBuilder(VfleetServer.class)
                                .run(
                                        "--server.port=0",
                                        "--spring.datasource.url=" + postgres.jdbcUrl(),
                                        "--spring.datasource.username=" + postgres.username(),
                                        "--spring.datasource.password=" + postgres.password(),
                                        "--spring.datasource.hikari.connection-timeout=1000")) {
            Api stranger = server.getBean(Api.class);
            Api scraper = stranger.with("metrics");
            Api reader = stranger.with("read");
            Api admin = stranger.with("admin");
            server.getBean(SomeFleet.class).add("n", SomeFleet.Kind.healthy("fra"));
            assertThat(scraper.get("/actuator/prometheus").body()).contains("vfleet_nodes");
            assertThat(reader.get("/api/v1/nodes").status()).isEqualTo(200);
            assertThat(admin.get("/api/v1/nodes").status()).isEqualTo(200);
            assertThat(stranger.get("/actuator/health/readiness").status()).isEqualTo(200);

            postgres.close();
            server.getBean(FleetMetrics.class).forget();

            assertThat(stranger.get("/actuator/health/liveness").status()).isEqualTo(200);
            var readiness = stranger.get("/actuator/health/readiness");
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.body()).contains("DOWN").doesNotContain("database", "jdbc");
            assertThat(reader.get("/api/v1/nodes").problem(503, "unavailable").has("detail"))
                    .isTrue();
            assertThat(admin.get("/api/v1/nodes").problem(503, "unavailable").has("detail"))
                    .isTrue();
            var scrape = scraper.get("/actuator/prometheus");
            assertThat(scrape.status()).isEqualTo(200);
            assertThat(scrape.body()).contains("jvm_memory").doesNotContain("vfleet_nodes");
        }
    }
}
