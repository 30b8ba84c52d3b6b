package io.vfleet.server.access;

import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import io.vfleet.server.platform.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/// 401 and 403 as problem details that say what would be needed.
@Component
class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final ApiProblem CSRF =
            new ApiProblem(
                            ProblemType.CSRF_TOKEN_WRONG,
                            "Send the value of the cookie XSRF-TOKEN as header X-XSRF-TOKEN")
                    .with("field", "X-XSRF-TOKEN");

    private final ProblemWriter writer;

    SecurityProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            writer.databaseAway(request, response);
            return;
        }
        if (e instanceof TooManyTries tries) {
            writer.write(of(tries), request, response);
            return;
        }
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"vfleet\"");
        if (!isBrowser(request)) {
            response.addHeader(
                    HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"vfleet\", charset=\"UTF-8\"");
        }
        String detail =
                e instanceof InsufficientAuthenticationException
                        ? "Log in, or send an API token as Bearer, or name and password as Basic"
                        : "The credentials are not known, have expired or were revoked";
        writer.write(new ApiProblem(ProblemType.UNAUTHENTICATED, detail), request, response);
    }

    static ApiProblem of(TooManyTries tries) {
        return new ApiProblem(ProblemType.TOO_MANY_REQUESTS, String.valueOf(tries.getMessage()))
                .retryAfter(tries.retryAfter());
    }

    /// A browser would ask for a password in a dialog of its own, and send it with every request
    /// from then on, those that other sites make included.
    private static boolean isBrowser(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Mode") != null
                || request.getHeader("X-Requested-With") != null;
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        if (e instanceof CsrfException) {
            writer.write(CSRF, request, response);
            return;
        }
        List<String> needed = needed(e);
        var problem =
                new ApiProblem(ProblemType.FORBIDDEN, "This needs one of the scopes " + needed)
                        .with("expected", needed);
        writer.write(problem, request, response);
    }

    private static List<String> needed(AccessDeniedException e) {
        return e instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult()
                                instanceof AuthorityAuthorizationDecision decision
                ? decision.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .map(String::valueOf)
                        .sorted()
                        .toList()
                : List.of(Scope.ADMIN.id());
    }
}
