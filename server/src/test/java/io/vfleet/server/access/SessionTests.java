package io.vfleet.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.Replica;
import io.vfleet.server.ServerTest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class SessionTests {

    private static final String PATH = "/api/v1/session";
    private static final String PASSWORD = "a-long-password";

    @Autowired private Api api;
    @Autowired private Users users;
    @Autowired private JdbcClient jdbc;
    @Autowired private Environment environment;

    @BeforeEach
    void ada() {
        users.add("ada", PASSWORD, Role.OPERATOR, "test");
    }

    @AfterEach
    void nobody() {
        jdbc.sql("delete from app_user").update();
    }

    /// What a browser keeps of a login.
    private record Browser(Api api, Map<String, String> cookies) {

        static Browser after(Api api, Api.Answer login) {
            login.ok();
            return new Browser(
                    api,
                    login.headers().allValues("Set-Cookie").stream()
                            .map(cookie -> cookie.split(";")[0].split("=", 2))
                            .collect(Collectors.toMap(c -> c[0], c -> c[1])));
        }

        String session() {
            return cookies.getOrDefault(SessionCookie.NAME, "");
        }

        String cookie() {
            return cookies.entrySet().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("; "));
        }

        Api.Answer get(String path) {
            return api.get(path, "Cookie", cookie());
        }

        /// As a page of ours does it.
        Api.Answer send(String method, String path, String... more) {
            String[] headers = {
                "Cookie", cookie(), "X-XSRF-TOKEN", cookies.getOrDefault("XSRF-TOKEN", "")
            };
            String[] all = Arrays.copyOf(headers, headers.length + more.length);
            System.arraycopy(more, 0, all, headers.length, more.length);
            return api.send(method, path, Optional.of("{}"), all);
        }

        /// As a page of somebody else would: with the cookies, which it cannot read.
        Api.Answer forged(String method, String path, String... more) {
            String[] all = Arrays.copyOf(more, more.length + 2);
            all[more.length] = "Cookie";
            all[more.length + 1] = cookie();
            return api.send(method, path, Optional.of("{}"), all);
        }
    }

    private Browser login() {
        return Browser.after(api, login("ada", PASSWORD));
    }

    private Api.Answer login(String name, String password, String... headers) {
        return api.post(
                PATH, "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password), headers);
    }

    @Test
    void aPersonWhoLoggedInReadsAndIsKnown() {
        Api.Answer answer = login("ada", PASSWORD);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"name\":\"ada\",\"role\":\"operator\",\"scopes\":[\"read\",\"operate\"]}");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("vfleet_session=")
                                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                                .doesNotContain("Secure"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("XSRF-TOKEN=")
                                .contains("SameSite=Strict", "Path=/")
                                .doesNotContain("HttpOnly"));
        Browser browser = Browser.after(api, answer);
        Api.Answer nodes = browser.get("/api/v1/nodes");
        assertThat(nodes.status()).isEqualTo(200);
        assertThat(nodes.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(browser.get(PATH).body()).isEqualTo(answer.body());
        browser.get("/api/v1/tokens").problem(403, "forbidden");
        // the table gives nobody a session
        assertThat(
                        jdbc.sql("select encode(id_hash, 'escape') from person_session")
                                .query(String.class)
                                .list())
                .noneMatch(hash -> hash.contains(browser.session()));
    }

    @Test
    void whoAmIIsAnsweredForTokensAndForNobodyToo() {
        assertThat(api.with("metrics").get(PATH).body())
                .isEqualTo("{\"name\":\"token metrics\",\"scopes\":[\"metrics\"]}");
        assertThat(api.get(PATH).status()).isEqualTo(204);
    }

    @Test
    void aCookieAloneChangesNothing() {
        Browser browser = login();
        String cancel = "/api/v1/operations/00000000-0000-0000-0000-000000000000/cancel";
        var refused = browser.forged("POST", cancel).problem(403, "csrf-token-wrong");
        assertThat(refused.path("field").asString()).isEqualTo("X-XSRF-TOKEN");
        browser.forged("POST", cancel, "X-XSRF-TOKEN", "x").problem(403, "csrf-token-wrong");
        browser.forged("DELETE", PATH).problem(403, "csrf-token-wrong");
        assertThat(browser.get(PATH).status()).isEqualTo(200);

        browser.send("POST", cancel).problem(404, "not-found");
        // who shows a token needs no cookie and no header, even where a cookie comes along
        api.with("operate").send("POST", cancel, Optional.of("{}")).problem(404, "not-found");
        Browser both = new Browser(api.with("operate"), browser.cookies());
        both.forged("POST", cancel).problem(404, "not-found");
    }

    @Test
    void anotherCredentialHidesTheCookie() {
        Browser browser = login();
        api.withAuthorization("Digest whatever")
                .send("POST", "/api/v1/operations", Optional.of("{}"), "Cookie", browser.cookie())
                .problem(401, "unauthenticated");
        assertThat(new Browser(api.with("metrics"), browser.cookies()).get(PATH).body())
                .contains("token metrics");
    }

    @Test
    void theSessionOfALoginIsNewAndTheOldOneEnds() {
        Browser first = login();
        Browser second = Browser.after(api, login("ada", PASSWORD, "Cookie", first.cookie()));
        assertThat(second.session()).isNotEqualTo(first.session()).isNotEmpty();
        assertThat(first.get(PATH).status()).isEqualTo(204);

        Browser planted =
                Browser.after(
                        api, login("ada", PASSWORD, "Cookie", SessionCookie.NAME + "=planted"));
        assertThat(planted.session()).isNotEqualTo("planted");
        assertThat(api.get(PATH, "Cookie", SessionCookie.NAME + "=planted").status())
                .isEqualTo(204);
    }

    @Test
    void logoutEndsTheSessionAndTakesTheCookies() {
        Browser browser = login();
        Api.Answer answer = browser.send("DELETE", PATH);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie ->
                        cookie.startsWith("vfleet_session=; ") && cookie.contains("Max-Age=0"))
                .anyMatch(cookie -> cookie.startsWith("XSRF-TOKEN=; ") && cookie.contains("1970"));
        assertThat(browser.get(PATH).status()).isEqualTo(204);
        assertThat(audited("ada")).isEqualTo("login,logout");
    }

    @Test
    void sessionsOutliveARestartAndAreKnownToEveryReplica() {
        Browser here = login();
        try (Replica other = Replica.beside(environment)) {
            Browser there = new Browser(other.api(), here.cookies());
            assertThat(there.get("/api/v1/nodes").status()).isEqualTo(200);
            assertThat(there.send("DELETE", PATH).status()).isEqualTo(204);
        }
        assertThat(here.get(PATH).status()).isEqualTo(204);
    }

    @Test
    void sessionsEndUnusedAndAfterAWeek() {
        Browser idle = login();
        jdbc.sql("update person_session set last_used = now() - interval '11 hours 59 minutes'")
                .update();
        assertThat(idle.get(PATH).status()).isEqualTo(200);
        // that was a use
        assertThat(
                        jdbc.sql(
                                        "select max(last_used) > now() - interval '1 minute' from person_session")
                                .query(Boolean.class)
                                .single())
                .isTrue();
        jdbc.sql("update person_session set last_used = now() - interval '12 hours'").update();
        assertThat(idle.get(PATH).status()).isEqualTo(204);

        Browser old = login();
        jdbc.sql("update person_session set created_at = now() - interval '7 days'").update();
        assertThat(old.get(PATH).status()).isEqualTo(204);
        login();
        assertThat(jdbc.sql("select count(*) from person_session").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void whatAPersonMayDoFollowsTheAccountNotTheSession() {
        Browser browser = login();
        jdbc.sql("update app_user set role = 'admin'").update();
        assertThat(browser.get("/api/v1/tokens").status()).isEqualTo(200);
        jdbc.sql("delete from app_user").update();
        assertThat(browser.get(PATH).status()).isEqualTo(204);
    }

    @Test
    void wrongPasswordsAreRefusedAuditedAndThenSlowedDown() {
        login("ada", "wrong").problem(401, "unauthenticated");
        assertThat(audited("ada")).endsWith("login-failed");
        // may be a password typed into the wrong field: it is not kept
        login("mistyped-secret", "x").problem(401, "unauthenticated");
        assertThat(audited("mistyped-secret")).isEmpty();
        for (int i = 0; i < 10; i++) {
            login("mallory", "guess" + i).problem(401, "unauthenticated");
        }
        Api.Answer slowed = login("mallory", "guess");
        slowed.problem(429, "too-many-requests");
        assertThat(slowed.header("Retry-After")).isEqualTo("30");
        login("ada", PASSWORD).ok();
    }

    @Test
    void aBrowserIsNeverAskedForAPasswordByItself() {
        assertThat(api.get("/api/v1/nodes").headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic"));
        assertThat(
                        api.get("/api/v1/nodes", "Sec-Fetch-Mode", "cors")
                                .headers()
                                .allValues("WWW-Authenticate"))
                .isNotEmpty()
                .noneMatch(challenge -> challenge.startsWith("Basic"));
        assertThat(
                        api.get("/api/v1/nodes", "X-Requested-With", "XMLHttpRequest")
                                .headers()
                                .allValues("WWW-Authenticate"))
                .noneMatch(challenge -> challenge.startsWith("Basic"));
    }

    private String audited(String who) {
        return jdbc.sql(
                        """
                        select coalesce(string_agg(what, ',' order by id), '') from audit
                        where who = :who and at > (select max(created_at) from app_user)
                        """)
                .param("who", who)
                .query(String.class)
                .single();
    }
}
