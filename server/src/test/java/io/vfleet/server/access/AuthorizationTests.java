package io.vfleet.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfleet.server.Api;
import io.vfleet.server.ServerTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@ServerTest
class AuthorizationTests {

    private static final List<String> SCOPES =
            List.of("read", "operate", "approve", "metrics", "admin");

    @Autowired private Api api;
    @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

    /// Which scopes get past the door; what a request then finds there does not matter.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /                                                 | everybody
                    GET    | /index.html                                       | everybody
                    GET    | /actuator/health                                  | everybody
                    GET    | /actuator/health/liveness                         | everybody
                    GET    | /actuator/health/readiness                        | everybody
                    GET    | /actuator/prometheus                              | metrics admin
                    GET    | /actuator                                         | admin
                    GET    | /actuator/env                                     | admin
                    GET    | /api/v1/openapi                                   | everybody
                    POST   | /api/v1/session                                   | everybody
                    GET    | /api/v1/session                                   | everybody
                    DELETE | /api/v1/session                                   | read operate approve metrics admin
                    GET    | /api/v1/fleet/summary                             | read admin
                    GET    | /api/v1/fleet/map                                 | read admin
                    GET    | /api/v1/search                                    | read admin
                    GET    | /api/v1/nodes                                     | read admin
                    GET    | /api/v1/nodes/x                                   | read admin
                    PATCH  | /api/v1/nodes/x                                   | operate admin
                    DELETE | /api/v1/nodes/x                                   | admin
                    GET    | /api/v1/nodes/x/chain                             | read admin
                    GET    | /api/v1/nodes/x/unknowns                          | read admin
                    GET    | /api/v1/nodes/x/report                            | read admin
                    GET    | /api/v1/nodes/x/history                           | read admin
                    GET    | /api/v1/nodes/x/physical-functions                | read admin
                    GET    | /api/v1/nodes/x/virtual-functions                 | read admin
                    GET    | /api/v1/nodes/x/physical-functions/y/desired      | read admin
                    PUT    | /api/v1/nodes/x/physical-functions/y/desired      | operate admin
                    DELETE | /api/v1/nodes/x/physical-functions/y/desired      | operate admin
                    GET    | /api/v1/physical-functions                        | read admin
                    GET    | /api/v1/virtual-functions                         | read admin
                    GET    | /api/v1/findings                                  | read admin
                    GET    | /api/v1/findings/x                                | read admin
                    GET    | /api/v1/findings/groups                           | read admin
                    PUT    | /api/v1/findings/x/acknowledgement                | operate admin
                    DELETE | /api/v1/findings/x/acknowledgement                | operate admin
                    GET    | /api/v1/mutes                                     | read admin
                    GET    | /api/v1/mutes/x                                   | read admin
                    POST   | /api/v1/mutes                                     | operate admin
                    DELETE | /api/v1/mutes/x                                   | operate admin
                    GET    | /api/v1/nodes/x/maintenance                       | read admin
                    PUT    | /api/v1/nodes/x/maintenance                       | operate admin
                    DELETE | /api/v1/nodes/x/maintenance                       | operate admin
                    GET    | /api/v1/profiles                                  | read admin
                    GET    | /api/v1/profiles/x                                | read admin
                    PUT    | /api/v1/profiles/x                                | operate admin
                    DELETE | /api/v1/profiles/x                                | operate admin
                    GET    | /api/v1/symptoms                                  | read admin
                    GET    | /api/v1/symptoms/x/cohort                         | read admin
                    GET    | /api/v1/checks/x/cohort                           | read admin
                    GET    | /api/v1/own-checks                                | read admin
                    GET    | /api/v1/own-checks/x                              | read admin
                    POST   | /api/v1/own-checks/x                              | admin
                    PUT    | /api/v1/own-checks/x                              | admin
                    DELETE | /api/v1/own-checks/x                              | admin
                    POST   | /api/v1/own-checks/x/trial                        | admin
                    POST   | /api/v1/own-checks/x/activate                     | admin
                    POST   | /api/v1/own-checks/x/deactivate                   | admin
                    GET    | /api/v1/sizing                                    | read admin
                    GET    | /api/v1/sizing/summary                            | read admin
                    GET    | /api/v1/stream                                    | read admin
                    GET    | /api/v1/events                                    | read admin
                    GET    | /api/v1/enrollments                               | read admin
                    POST   | /api/v1/enrollments/x/approve                     | approve admin
                    POST   | /api/v1/enrollments/x/reject                      | approve admin
                    POST   | /api/v1/enrollments/x/retire                      | approve admin
                    GET    | /api/v1/enrollment-tokens                         | admin
                    POST   | /api/v1/enrollment-tokens                         | admin
                    DELETE | /api/v1/enrollment-tokens/x                       | admin
                    GET    | /api/v1/tokens                                    | admin
                    POST   | /api/v1/tokens                                    | admin
                    DELETE | /api/v1/tokens/x                                  | admin
                    GET    | /api/v1/users                                     | admin
                    POST   | /api/v1/users                                     | admin
                    DELETE | /api/v1/users/x                                   | admin
                    GET    | /api/v1/operations                                | read admin
                    GET    | /api/v1/operations/x                              | read admin
                    POST   | /api/v1/operations                                | operate admin
                    POST   | /api/v1/operations/x/cancel                       | operate admin
                    POST   | /api/v1/plans                                     | operate admin
                    GET    | /api/v1/plans/x                                   | read admin
                    GET    | /api/v1/bulks                                     | read admin
                    GET    | /api/v1/bulks/x                                   | read admin
                    POST   | /api/v1/bulks                                     | operate admin
                    POST   | /api/v1/bulks/x/cancel                            | operate admin
                    GET    | /api/v1/audit                                     | admin
                    GET    | /api/v1/audit/verification                        | admin
                    GET    | /api/v1/notification-targets                      | admin
                    POST   | /api/v1/notification-targets                      | admin
                    GET    | /api/v1/notification-targets/x                    | admin
                    PUT    | /api/v1/notification-targets/x                    | admin
                    DELETE | /api/v1/notification-targets/x                    | admin
                    POST   | /api/v1/notification-targets/x/test               | admin
                    GET    | /api/v1/notification-deliveries                   | admin
                    POST   | /api/v1/notification-deliveries/x/retry           | admin
                    GET    | /api/v1/command-key                               | read admin
                    POST   | /api/v1/command-key/rotation                      | admin
                    GET    | /api/v1/breaker                                   | read admin
                    PUT    | /api/v1/breaker                                   | admin
                    GET    | /api/v1/nowhere                                   | read admin
                    POST   | /api/v1/nowhere                                   | admin
                    POST   | /                                                 | admin
                    """)
    void aRouteOpensToItsScopesAlone(String method, String path, String allowed) {
        Api.Answer stranger = api.send(method, path, Optional.empty());
        if (allowed.equals("everybody")) {
            assertThat(stranger.status()).isNotIn(401, 403, 404);
            return;
        }
        stranger.problem(401, "unauthenticated");
        assertThat(stranger.header("WWW-Authenticate")).contains("Bearer");
        for (String scope : SCOPES) {
            Api.Answer answer =
                    api.with(scope).send(method, path, Optional.empty(), "Accept", accept(path));
            if (List.of(allowed.split(" ")).contains(scope)) {
                assertThat(answer.status()).as(scope).isNotIn(401, 403);
                continue;
            }
            assertThat(answer.problem(403, "forbidden").path("expected").toString())
                    .isEqualTo("[\"" + allowed.split(" ")[0] + "\"]");
        }
    }

    /// A stream that opens would not end.
    private static String accept(String path) {
        return path.endsWith("/stream") ? "application/json" : "*/*";
    }

    /// A route somebody adds must get its line above.
    @Test
    void theTableAboveKnowsEveryRoute() throws NoSuchMethodException {
        String table =
                getClass()
                        .getDeclaredMethod(
                                "aRouteOpensToItsScopesAlone",
                                String.class,
                                String.class,
                                String.class)
                        .getAnnotation(CsvSource.class)
                        .textBlock()
                        .replaceAll(" +\\| +", " ");
        requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(info ->
                        info.getMethodsCondition().getMethods().stream()
                                .flatMap(method ->
                                        info.getPatternValues().stream()
                                                .map(path -> Map.entry(method.name(), path))))
                .filter(route -> route.getValue().startsWith("/api/v1/"))
                .filter(route -> !route.getValue().startsWith("/api/v1/openapi"))
                .map(route -> route.getKey() + " " + concrete(route.getValue()))
                .forEach(route -> assertThat(table).contains(route + " "));
    }

    private static String concrete(String pattern) {
        return Stream.of(pattern.split("/"))
                .map(step -> step.equals("{bdf}") ? "y" : step.startsWith("{") ? "x" : step)
                .reduce((a, b) -> a + "/" + b)
                .orElseThrow();
    }

    @Test
    void aBadCredentialIsRefusedEvenWhereNoneIsNeeded() {
        api.withAuthorization("Bearer vft_nonsense").get("/").problem(401, "unauthenticated");
        api.withAuthorization("Basic nonsense").get("/").problem(401, "unauthenticated");
    }
}
