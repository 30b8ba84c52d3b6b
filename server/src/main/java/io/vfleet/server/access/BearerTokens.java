package io.vfleet.server.access;

import io.vfleet.server.platform.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads `Authorization: Bearer …`. A token that is not accepted ends the request, even where no
/// credential is needed: its owner should learn of it.
class BearerTokens extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final RememberedTokens tokens;
    private final SecurityProblems problems;
    private final ProblemWriter writer;

    BearerTokens(RememberedTokens tokens, SecurityProblems problems, ProblemWriter writer) {
        this.tokens = tokens;
        this.problems = problems;
        this.writer = writer;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> secret = secret(request);
        if (secret.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Caller> caller;
        try {
            caller = tokens.authenticate(secret.get(), isScrape(request));
        } catch (DataAccessException | TransactionException _) {
            writer.databaseAway(request, response);
            return;
        }
        if (caller.isEmpty()) {
            problems.commence(
                    request, response, new BadCredentialsException("The token is not accepted"));
            return;
        }
        authenticate(caller.get());
        chain.doFilter(request, response);
    }

    private static boolean isScrape(HttpServletRequest request) {
        return request.getRequestURI().equals(SecurityConfiguration.SCRAPE);
    }

    private static Optional<String> secret(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static void authenticate(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        caller, null, Scope.authorities(caller.scopes())));
        SecurityContextHolder.setContext(context);
    }
}
