package io.vfleet.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import io.vfleet.server.database.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class AccessTests {

    @Autowired private Api api;
    @Autowired private ApiTokens tokens;
    @Autowired private Users users;
    @Autowired private JdbcClient jdbc;

    @Test
    void aTokenWorksUntilRevokedAndItsSecretIsShownOnce() {
        Api admin = api.with("admin");
        var made = admin.post("/api/v1/tokens", "{\"name\":\"ci\",\"scopes\":[\"admin\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location"))
                .isEqualTo("/api/v1/tokens/" + made.json().path("id").asString());
        String secret = made.json().path("token").asString();
        Api machine = api.withAuthorization("Bearer " + secret);
        String list = machine.get("/api/v1/tokens?filter=name==ci").body();
        assertThat(list).contains("\"ci\"").doesNotContain(secret);

        admin.delete(made.header("Location")).ok();
        machine.get("/api/v1/tokens").problem(401, "unauthenticated");
    }

    @Test
    void anExpiredTokenIsRefused() {
        Api reader = api.with("admin");
        jdbc.sql("update api_token set expires_at = now() - interval '1 second'").update();
        reader.get("/api/v1/tokens").problem(401, "unauthenticated");
    }

    @Test
    void aPersonLogsInWithNameAndPassword() {
        Api admin = api.with("admin");
        admin.post(
                        "/api/v1/users",
                        "{\"name\":\"ada\",\"password\":\"a-long-password\",\"role\":\"admin\"}")
                .ok();
        assertThat(basic("ada", "a-long-password").get("/api/v1/users").status()).isEqualTo(200);
        basic("ada", "another-password").get("/api/v1/users").problem(401, "unauthenticated");
        basic("eve", "a-long-password").get("/api/v1/users").problem(401, "unauthenticated");
        admin.post(
                        "/api/v1/users",
                        "{\"name\":\"ada\",\"password\":\"a-long-password\",\"role\":\"viewer\"}")
                .problem(409, "conflict");
        jdbc.sql("delete from app_user").update();
    }

    @Test
    void anAccountEndsAtOnceButNotTheLastAdministrators() {
        jdbc.sql("delete from app_user").update();
        Api admin = api.with("admin");
        String ada = account(admin, "ada");
        admin.delete(ada).problem(409, "conflict");
        String bob = account(admin, "bob");

        admin.delete(ada).ok();

        basic("ada", "a-long-password").get("/api/v1/users").problem(401, "unauthenticated");
        admin.delete(ada).problem(404, "not-found");
        admin.delete(bob).problem(409, "conflict");
        assertThat(admin.all("/api/v1/audit?filter=what==user-deleted"))
                .extracting(row -> row.path("subject").asString())
                .contains("user ada")
                .doesNotContain("user bob");
        jdbc.sql("delete from app_user").update();
    }

    private static String account(Api admin, String name) {
        return admin.post(
                        "/api/v1/users",
                        "{\"name\":\"%s\",\"password\":\"a-long-password\",\"role\":\"admin\"}"
                                .formatted(name))
                .header("Location");
    }

    @Test
    void theDataDirectoryHoldsTheKeysOfTheHouse(@TempDir Path dir) throws IOException {
        jdbc.sql("delete from app_user").update();
        var secrets = new LocalSecrets(new DataDirectory(dir), tokens, users);
        secrets.run(new DefaultApplicationArguments());
        String token = Files.readString(dir.resolve("token"));
        String password = Files.readString(dir.resolve("admin-password")).strip();
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(dir.resolve("token"))))
                .isEqualTo("rw-------");
        assertThat(basic("admin", password).get("/api/v1/users").status()).isEqualTo(200);
        Api local = api.withAuthorization("Bearer " + token.strip());
        assertThat(local.get("/api/v1/tokens").status()).isEqualTo(200);

        secrets.run(new DefaultApplicationArguments());
        assertThat(Files.readString(dir.resolve("token"))).isEqualTo(token);
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("token", "admin-password");

        jdbc.sql("update api_token set revoked_at = now() where name = 'data directory'").update();
        Files.delete(dir.resolve("admin-password"));
        secrets.run(new DefaultApplicationArguments());
        assertThat(Files.readString(dir.resolve("token"))).isNotEqualTo(token);
        assertThat(dir.resolve("admin-password")).doesNotExist();
        jdbc.sql("delete from app_user").update();
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() {
        var answer = api.get("/actuator/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Security-Policy"))
                .isEqualTo(SecurityConfiguration.CONTENT_SECURITY_POLICY);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    private Api basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return api.withAuthorization("Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
