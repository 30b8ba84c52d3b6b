package io.vfleet.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class ProblemDetailsTests {

    @Autowired private Api api;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"name":"a","scopes":["read"],"colour":1}  | unknown-field  | colour
                    {"name":"a","scopes":["sudo"]}             | invalid-value  | scopes[0]
                    {"name":"a","scopes":"read"}               | invalid-value  | scopes
                    {"name":7,"scopes":["read"]}               | invalid-value  | name
                    {"name":"","scopes":["read"]}              | invalid-value  | name
                    {"scopes":["read"]}                        | invalid-value  | name
                    {"name":"a","scopes":[]}                   | invalid-value  | scopes
                    {"name":"a","scopes":["read"],"expiresAt":"soon"} | invalid-value | expiresAt
                    {"name":"a","scopes":["read"],"expiresAt":"2001-01-01T00:00:00Z"} | invalid-value | expiresAt
                    [1]                                        | invalid-value  | body
                    """)
    void aWrongBodyNamesItsField(String body, String type, String field) {
        var problem = api.with("admin").post("/api/v1/tokens", body).problem(400, type);
        assertThat(problem.path("field").asString()).isEqualTo(field);
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/tokens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"name":"a"            | malformed-json
                    {"name":"a","name":"b"} | malformed-json
                    {"name":"a","scopes":["read"]} x | malformed-json
                    ``                     | missing-body
                    """)
    void aBodyThatIsNoJsonSaysSo(String body, String type) {
        api.with("admin").post("/api/v1/tokens", body).problem(400, type);
    }

    @Test
    void unknownFieldsAreAnsweredWithTheKnownOnes() {
        var problem =
                api.with("admin")
                        .post("/api/v1/tokens", "{\"nme\":\"a\"}")
                        .problem(400, "unknown-field");
        assertThat(problem.path("expected").toString())
                .isEqualTo("[\"expiresAt\",\"name\",\"scopes\"]");
    }

    @Test
    void severalBrokenRulesComeTogether() {
        var problem =
                api.with("admin")
                        .post("/api/v1/tokens", "{\"name\":\"\",\"scopes\":[]}")
                        .problem(400, "invalid-value");
        assertThat(problem.path("errors").size()).isEqualTo(2);
    }

    @Test
    void routesAndMethodsAndTypesThatAreNotThere() {
        Api admin = api.with("admin");
        admin.get("/api/v1/tokenz").problem(404, "not-found");
        admin.get("/nowhere").problem(404, "not-found");
        api.get("/nowhere").problem(404, "not-found");
        var wrongMethod = admin.put("/api/v1/tokens", "{}").problem(405, "method-not-allowed");
        assertThat(wrongMethod.path("expected").toString()).contains("GET", "POST");
        admin.post("/api/v1/tokens", "a: b", "Content-Type", "application/yaml")
                .problem(415, "unsupported-media-type");
        admin.get("/api/v1/tokens", "Accept", "text/csv").problem(406, "not-acceptable");
        admin.delete("/api/v1/tokens/7").problem(400, "invalid-value");
        admin.send("POST", "/api/v1/tokens", Optional.empty(), "Content-Type", "application/json")
                .problem(400, "missing-body");
    }

    @ParameterizedTest
    @CsvSource({
        "pageSize=0, invalid-value, pageSize",
        "pageSize=501, invalid-value, pageSize",
        "pageSize=many, invalid-value, pageSize",
        "filer=x, unknown-parameter, filer",
        "pageSize=1&pageSize=2, invalid-value, pageSize",
        "orderBy=hash, invalid-order, orderBy",
        "pageToken=AAAA, invalid-page-token, pageToken",
        "filter=name, invalid-filter, filter",
    })
    void aWrongParameterIsNamed(String query, String type, String field) {
        var problem = api.with("admin").get("/api/v1/tokens?" + query).problem(400, type);
        assertThat(problem.path("field").asString()).isEqualTo(field);
    }

    @Test
    void aHugeBodyIsRefused() {
        String body = "{\"name\":\"" + "a".repeat(1_100_000) + "\",\"scopes\":[\"read\"]}";
        api.with("admin").post("/api/v1/tokens", body).problem(413, "content-too-large");
    }

    @Test
    void whatTheFirewallRefusesIsAProblemToo() {
        api.with("admin").get("/api/v1/tokens%2F..%2Fusers").problem(400, "invalid-request");
    }
}
