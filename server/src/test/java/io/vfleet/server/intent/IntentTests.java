package io.vfleet.server.intent;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.SomeFleet;
import io.vfleet.server.SomeFleet.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class IntentTests {

    private static final String NODE = "/api/v1/nodes/n1";
    private static final String DESIRED = NODE + "/physical-functions/0000:81:00.0/desired";

    @Autowired private Api anybody;
    @Autowired private SomeFleet fleet;
    private Api api;

    @BeforeEach
    void oneNode() {
        api = anybody.with("read", "operate");
        fleet.add("n1", Kind.healthy("fra"));
    }

    @Test
    void labelsAreEditedOverTheReportedOnesByWhoReadThem() {
        api.patch(NODE, "{\"labels\":{\"rack\":\"r9\"}}").problem(428, "precondition-required");
        String tag = api.get(NODE).header("ETag");
        var edited =
                api.patch(NODE, "{\"labels\":{\"rack\":\"r9\",\"site\":null}}", "If-Match", tag);
        assertThat(edited.ok().path("labels").toString()).isEqualTo("{\"rack\":\"r9\"}");
        assertThat(edited.header("ETag")).isEqualTo(api.get(NODE).header("ETag")).isNotEqualTo(tag);
        api.patch(NODE, "{\"labels\":{\"rack\":\"r8\"}}", "If-Match", tag)
                .problem(412, "precondition-failed");

        assertThat(api.all("/api/v1/nodes?filter=rack==r9;site=isnull=true")).hasSize(1);
        api.patch(NODE, "{\"labels\":{\"site\":\"fra\",\"rack\":\"r1\"}}", "If-Match", "*").ok();
        assertThat(api.get(NODE).header("ETag")).isEqualTo(tag);
        var history = api.all(NODE + "/history?filter=kind==labels");
        assertThat(history).hasSize(2);
        assertThat(history.getFirst().at("/detail/by").asString()).startsWith("token ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"labels":{"a b":"x"}}   | 400
                    {"labels":{}}            | 400
                    {"labels":{"a":7}}       | 400
                    {"hostname":"x"}         | 400
                    """)
    void labelsThatAreNoneAreRefused(String body, int status) {
        assertThat(api.patch(NODE, body, "If-Match", "*").status()).isEqualTo(status);
    }

    @Test
    void aDesiredCountIsKeptWithItsReason() {
        var set = api.put(DESIRED, "{\"numVfs\":8,\"reason\":\"training\"}");
        assertThat(set.ok().path("updatedBy").asString()).startsWith("token ");
        assertThat(set.header("ETag")).isEqualTo(api.get(DESIRED).header("ETag"));
        assertThat(
                        api.all("/api/v1/physical-functions?filter=desiredVfs==8")
                                .getFirst()
                                .path("desiredVfs")
                                .asInt())
                .isEqualTo(8);
        api.put(DESIRED, "{\"numVfs\":9,\"reason\":\"x\"}", "If-Match", set.header("ETag")).ok();
        api.put(DESIRED, "{\"numVfs\":7,\"reason\":\"x\"}", "If-Match", set.header("ETag"))
                .problem(412, "precondition-failed");
        api.delete(DESIRED).ok();
        api.get(DESIRED).problem(404, "not-found");
        assertThat(api.all(NODE + "/history?filter=kind==desired-vfs")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0000:81:00.0 | {"numVfs":17,"reason":"x"}  | 422 | unprocessable
                    0000:81:00.0 | {"numVfs":-1,"reason":"x"}  | 400 | invalid-value
                    0000:81:00.0 | {"numVfs":8.5,"reason":"x"} | 400 | invalid-value
                    0000:81:00.0 | {"numVfs":"8","reason":"x"} | 400 | invalid-value
                    0000:81:00.0 | {"reason":"x"}              | 400 | invalid-value
                    0000:81:00.0 | {"numVfs":8}                | 400 | invalid-value
                    0000:81:00.0 | {"numvfs":8,"reason":"x"}   | 400 | unknown-field
                    0000:81:00.2 | {"numVfs":8,"reason":"x"}   | 404 | not-found
                    eth0         | {"numVfs":8,"reason":"x"}   | 400 | invalid-value
                    """)
    void aCountThatCannotBeIsRefused(String bdf, String body, int status, String type) {
        api.put(NODE + "/physical-functions/" + bdf + "/desired", body).problem(status, type);
        assertThat(api.all("/api/v1/physical-functions?filter=desiredVfs=isnull=false")).isEmpty();
    }
}
