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
import org.springframework.stereotype.Component;

/// 401 and 403 as problem details that say what would be needed.
@Component
class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

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
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"vfleet\"");
        response.addHeader(
                HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"vfleet\", charset=\"UTF-8\"");
        String detail =
                e instanceof InsufficientAuthenticationException
                        ? "Send an API token as Bearer, or name and password as Basic"
                        : "The credentials are not known, have expired or were revoked";
        writer.write(new ApiProblem(ProblemType.UNAUTHENTICATED, detail), request, response);
    }

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
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
