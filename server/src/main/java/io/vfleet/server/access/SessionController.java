package io.vfleet.server.access;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.vfleet.server.platform.ApiProblem;
import io.vfleet.server.platform.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Logging in and out, for pages.
@RestController
@RequestMapping("/api/v1/session")
@Tag(name = "access")
class SessionController {

    private final Passwords passwords;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final CsrfTokenRepository csrfTokens;

    SessionController(
            Passwords passwords,
            Sessions sessions,
            SessionCookie cookie,
            CsrfTokenRepository csrfTokens) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.cookie = cookie;
        this.csrfTokens = csrfTokens;
    }

    /// Name and password.
    record Login(
            @NotEmpty @Size(max = 63) @Schema(example = "ada") String name,
            @NotEmpty @Size(max = 200) String password) {

        @Override
        public String toString() {
            return "Login[name=" + name + "]";
        }
    }

    /// Who asks.
    @Schema(name = "Session")
    record SessionView(
            String name,
            @Schema(description = "Absent for a token") Optional<Role> role,
            @Schema(description = "All that may be done, spelled out") List<Scope> scopes) {}

    @PostMapping
    @SecurityRequirements
    @Operation(
            operationId = "login",
            summary = "Begin a session: the answer sets the cookies that pages need",
            description =
                    "`vfleet_session` (HttpOnly, SameSite=Strict) is the session: it ends after 12 h without"
                            + " use and after 7 days. Requests that change something and are made by"
                            + " cookie alone repeat the value of the cookie `XSRF-TOKEN` as header"
                            + " `X-XSRF-TOKEN`.")
    SessionView begin(
            @Valid @RequestBody Login login,
            HttpServletRequest request,
            HttpServletResponse response) {
        Sessions.Begun begun = begin(login, request);
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.holding(begun.secret(), request));
        csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
        return view(Passwords.signedIn(begun.person()));
    }

    private Sessions.Begun begin(Login login, HttpServletRequest request) {
        String from = request.getRemoteAddr();
        try {
            AppUser user = passwords.require(login.name(), login.password(), from);
            return sessions.begin(user, from, SessionCookie.in(request));
        } catch (TooManyTries e) {
            throw SecurityProblems.of(e);
        } catch (BadCredentialsException e) {
            throw new ApiProblem(ProblemType.UNAUTHENTICATED, String.valueOf(e.getMessage()));
        }
    }

    @GetMapping
    @SecurityRequirements
    @Operation(operationId = "getSession", summary = "Who I am and what I may do")
    @ApiResponse(responseCode = "200", description = "OK")
    @ApiResponse(responseCode = "204", description = "Nobody is logged in", content = @Content)
    ResponseEntity<SessionView> current(
            @Nullable Authentication caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        // pages ask first of all, and a browser would log a 401 as an error of theirs
        if (caller == null) {
            return ResponseEntity.noContent().build();
        }
        boolean byCookie = caller.getPrincipal() instanceof Person p && p.session().isPresent();
        if (byCookie && csrfTokens.loadToken(request) == null) {
            csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
        }
        return ResponseEntity.ok(view(caller));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "logout", summary = "End the session at once, on every replica")
    void end(Authentication caller, HttpServletRequest request, HttpServletResponse response) {
        if (caller.getPrincipal() instanceof Person person) {
            sessions.end(person, request.getRemoteAddr());
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.gone(request));
        csrfTokens.saveToken(null, request, response);
    }

    private static SessionView view(Authentication caller) {
        Optional<Role> role =
                caller.getPrincipal() instanceof Person person
                        ? Optional.of(person.role())
                        : Optional.empty();
        List<Scope> scopes =
                caller.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .filter(Scope.ids()::contains)
                        .map(Scope::parse)
                        .toList();
        return new SessionView(caller.getName(), role, scopes);
    }
}
