package io.vfleet.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class PagesTests {

    private static final String[] AS_BROWSER = {
        "Accept", "text/html,application/xhtml+xml,*/*;q=0.8", "Sec-Fetch-Mode", "navigate"
    };
    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/=]{22,})'");

    @Autowired private Api api;

    @Test
    void everyPageHasANonceOfItsOwnInHeaderAndPage() {
        var first = api.get("/", AS_BROWSER);
        var second = api.get("/", AS_BROWSER);
        assertThat(nonce(first)).isNotEqualTo(nonce(second));
        assertThat(first.body())
                .contains("<meta name=\"csp-nonce\" content=\"" + nonce(first) + "\"")
                .doesNotContain(Shell.PLACEHOLDER, nonce(second));
        assertThat(first.header("Content-Security-Policy"))
                .isEqualTo(
                        "default-src 'self'; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
                                .replace("N'", nonce(first) + "'"))
                .doesNotContain("unsafe");
        assertThat(first.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.header("Content-Type")).startsWith("text/html");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    private static String nonce(Api.Answer answer) {
        Matcher found = NONCE.matcher(answer.header("Content-Security-Policy"));
        assertThat(found.find()).as(answer.header("Content-Security-Policy")).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/index.html",
                "/nodes",
                "/nodes/gpu-1.fra.example.com",
                "/nodes/x/0000:81:00.0?tab=chain",
                "/findings/rdma-device-unusable",
                "/apiary",
            })
    void whatABrowserOpensIsThePage(String path) {
        var answer = api.get(path, AS_BROWSER);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains(nonce(answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/index-0000.js",
                "/assets",
                "/api",
                "/api/v1/nowhere",
                "/agent/v1/nowhere",
                "/v3/api-docs",
                "/actuator/nowhere",
            })
    void whatIsNotThereIsNoPage(String path) {
        var answer = api.get(path, AS_BROWSER);
        assertThat(answer.status()).isIn(401, 404);
        assertThat(answer.body()).doesNotContain("<html");
    }

    @Test
    void unknownAssetsAndRoutesAreProblems() {
        api.get("/assets/index-0000.js", AS_BROWSER).problem(404, "not-found");
        api.get("/assets/index-0000.js").problem(404, "not-found");
        // a script's mistyped path must not answer with a page
        api.get("/nodes").problem(404, "not-found");
        api.get("/nodes", "Accept", "*/*").problem(404, "not-found");
        api.send("POST", "/nodes", Optional.of("{}")).problem(401, "unauthenticated");
    }

    @Test
    void assetsAreKeptForAYearAndNeedNoLogin() {
        Matcher asset = Pattern.compile("\"(/assets/[^\"]+\\.js)\"").matcher(api.get("/").body());
        assertThat(asset.find()).isTrue();
        var answer = api.get(asset.group(1), "Accept-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control"))
                .contains("max-age=31536000", "public", "immutable");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void dataKeepsTheStrictPolicy() {
        var answer = api.with("read").get("/api/v1/nodes");
        assertThat(answer.header("Content-Security-Policy")).doesNotContain("nonce", "unsafe");
    }

    @Test
    void largeJsonIsZippedForThoseWhoTakeIt() {
        var zipped = api.get("/api/v1/openapi", "Accept-Encoding", "gzip");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(api.get("/api/v1/openapi").header("Content-Encoding")).isEmpty();
    }
}
