package io.vfleet.server.access;

import io.vfleet.server.platform.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads the session's cookie, where data is asked for and no other credential is shown. A session
/// that is over is no error here: whoever needs one gets a 401.
class SessionFilter extends OncePerRequestFilter {

    private final Sessions sessions;
    private final ProblemWriter writer;

    SessionFilter(Sessions sessions, ProblemWriter writer) {
        this.sessions = sessions;
        this.writer = writer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/")
                || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Person> person;
        try {
            person = SessionCookie.in(request).flatMap(sessions::find);
        } catch (DataAccessException | TransactionException _) {
            writer.databaseAway(request, response);
            return;
        }
        person.ifPresent(SessionFilter::authenticate);
        chain.doFilter(request, response);
    }

    private static void authenticate(Person person) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(Passwords.signedIn(person));
        SecurityContextHolder.setContext(context);
    }
}
