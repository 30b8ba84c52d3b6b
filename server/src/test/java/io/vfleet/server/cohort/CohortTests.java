package io.vfleet.server.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@ServerTest
class CohortTests {

    private static final String NEW_CARD = "15b3:1021";
    private static final String OLD_CARD = "15b3:101d";
    private static final String COHORT = "/api/v1/symptoms/half-performance/cohort";

    @Autowired private Api anybody;
    @Autowired private SomeFleet fleet;
    @Autowired private JdbcClient jdbc;

    private Api api;

    @BeforeEach
    void nodes() {
        api = anybody.with("read");
    }

    @Test
    void theFirmwareThatAffectedNodesShareIsNamedAndListsThem() {
        add(10, true, NEW_CARD, "15b3:1021 28.42", "fra");
        add(2, true, NEW_CARD, "15b3:1021 28.40", "fra");
        add(3, false, NEW_CARD, "15b3:1021 28.42", "fra");
        add(30, false, NEW_CARD, "15b3:1021 28.40", "fra");

        JsonNode cohort = api.get(COHORT).ok();
        assertThat(cohort.path("outcome").asString()).isEqualTo("FOUND");
        assertThat(cohort.path("affected").asInt()).isEqualTo(12);
        assertThat(cohort.path("healthy").asInt()).isEqualTo(33);
        assertThat(cohort.path("items").size()).isEqualTo(1);
        JsonNode firmware = cohort.at("/items/0");
        assertThat(firmware.path("trait").asString()).isEqualTo("firmware");
        assertThat(firmware.path("value").asString()).isEqualTo("15b3:1021 28.42");
        assertThat(firmware.path("affected").asInt()).isEqualTo(10);
        assertThat(firmware.path("healthy").asInt()).isEqualTo(3);
        assertThat(firmware.path("lift").asDouble()).isBetween(9.1, 9.2);
        assertThat(firmware.path("chance").asDouble()).isLessThan(0.001);
        String filter =
                URLEncoder.encode(firmware.path("filter").asString(), StandardCharsets.UTF_8);
        assertThat(api.all("/api/v1/nodes?filter=" + filter)).hasSize(10);
    }

    @Test
    void whatOnlyFollowsFromTheCardsSaysNothing() {
        // the new cards ail far more often, and have a firmware of their own; it is not the
        // firmware
        add(20, true, NEW_CARD, "15b3:1021 28.42", "fra");
        add(5, false, NEW_CARD, "15b3:1021 28.42", "fra");
        add(1, true, OLD_CARD, "15b3:101d 22.39", "fra");
        add(40, false, OLD_CARD, "15b3:101d 22.39", "fra");

        JsonNode cohort = api.get(COHORT).ok();
        assertThat(cohort.path("outcome").asString()).isEqualTo("NOTHING");
        assertThat(cohort.path("items").isEmpty()).isTrue();
    }

    @Test
    void aSiteIsFoundWithinEachHardwareAndAcrossThem() {
        add(6, true, NEW_CARD, "15b3:1021 28.42", "ams");
        add(12, false, NEW_CARD, "15b3:1021 28.42", "fra");
        add(4, true, OLD_CARD, "15b3:101d 22.39", "ams");
        add(9, false, OLD_CARD, "15b3:101d 22.39", "fra");

        JsonNode items = api.get(COHORT).ok().path("items");
        assertThat(items.size()).isEqualTo(1);
        assertThat(items.at("/0/trait").asString()).isEqualTo("labels.site");
        assertThat(items.at("/0/value").asString()).isEqualTo("ams");
        assertThat(items.at("/0/healthy").asInt()).isZero();
        assertThat(items.at("/0").has("lift")).isFalse();
        JsonNode ofCheck = api.get("/api/v1/checks/check-warning/cohort").ok();
        assertThat(ofCheck.path("items").at("/0/value").asString()).isEqualTo("ams");
    }

    @Test
    void fewNodesSayNothingAndSilentOrUnjudgedOnesAreNotHealthy() {
        add(5, true, NEW_CARD, "15b3:1021 28.42", "fra");
        add(2, false, NEW_CARD, "15b3:1021 28.40", "fra");
        add(9, false, OLD_CARD, "15b3:101d 22.39", "fra");
        for (UUID silent : add(9, false, NEW_CARD, "15b3:1021 28.40", "fra")) {
            jdbc.sql(
                            "update node_presence set last_seen = now() - interval '1 hour' where node_id = :id")
                    .param("id", silent)
                    .update();
        }
        for (UUID unjudged : add(9, false, NEW_CARD, "15b3:1021 28.40", "fra")) {
            jdbc.sql("update node set verdict = 'UNKNOWN' where id = :id")
                    .param("id", unjudged)
                    .update();
        }

        JsonNode cohort = api.get(COHORT).ok();
        assertThat(cohort.path("outcome").asString()).isEqualTo("TOO_FEW");
        assertThat(cohort.path("says").asString()).contains("5 affected, 2 healthy");
        api.get("/api/v1/symptoms/headache/cohort").problem(404, "not-found");
    }

    private List<UUID> add(int count, boolean affected, String card, String firmware, String site) {
        return IntStream.range(0, count)
                .mapToObj(_ -> add(affected, card, firmware, site))
                .toList();
    }

    private UUID add(boolean affected, String card, String firmware, String site) {
        UUID node = fleet.add("n-" + UUID.randomUUID(), Kind.healthy(site));
        jdbc.sql(
                        """
                        insert into node_traits (node_id, hardware, traits)
                        values (:id, :card, jsonb_build_object('firmware', array[:firmware], 'driver',
                                                               array['mlx5_core']))
                        """)
                .param("id", node)
                .param("card", card)
                .param("firmware", firmware)
                .update();
        if (affected) {
            fleet.find(node, "warning", "half-performance", true);
        }
        return node;
    }
}
