package io.vfleet.server.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;

/// The cookie that holds a session's secret: no script reads it, no other site sends it.
@Component
class SessionCookie {

    static final String NAME = "vfleet_session";

    private final boolean tlsBefore;

    SessionCookie(@Value("${vfleet.tls.terminated-by-proxy:false}") boolean tlsBefore) {
        this.tlsBefore = tlsBefore;
    }

    static Optional<String> in(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return Stream.ofNullable(cookies)
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    String holding(String secret, HttpServletRequest request) {
        return cookie(secret, Sessions.LONGEST, request);
    }

    String gone(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private String cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .path("/")
                .httpOnly(true)
                .sameSite("Strict")
                .secure(tlsBefore || request.isSecure())
                .maxAge(age)
                .build()
                .toString();
    }

    /// The other cookie: a page's script reads it and says it again as a header.
    CookieCsrfTokenRepository csrfTokens() {
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookiePath("/");
        tokens.setCookieCustomizer(cookie -> {
            cookie.sameSite("Strict");
            if (tlsBefore) {
                cookie.secure(true);
            }
        });
        return tokens;
    }
}
