package io.vfleet.server.access;

import io.vfleet.server.platform.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// The table of routes and rights. The agents' routes have a chain of their own before this one.
@Configuration
class SecurityConfiguration {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    static final String SCRAPE = "/actuator/prometheus";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private static final String SESSION = "/api/v1/session";
    private static final String DESIRED = "/api/v1/nodes/*/physical-functions/*/desired";
    private static final String READ = Scope.READ.id();
    private static final String OPERATE = Scope.OPERATE.id();
    private static final String APPROVE = Scope.APPROVE.id();
    private static final String METRICS = Scope.METRICS.id();
    private static final String ADMIN = Scope.ADMIN.id();

    @Bean
    @Order(2)
    SecurityFilterChain people(
            HttpSecurity http,
            RememberedTokens tokens,
            Sessions sessions,
            CsrfTokenRepository csrfTokens,
            SecurityProblems problems,
            ProblemWriter writer) {
        return http.authorizeHttpRequests(SecurityConfiguration::routes)
                .addFilterBefore(
                        new BearerTokens(tokens, problems, writer), BasicAuthenticationFilter.class)
                .addFilterBefore(
                        new SessionFilter(sessions, writer), BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(
                        e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(SecurityConfiguration::headers)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfTokens)
                                // only in its header, so it needs no mask
                                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                                // every request authenticates anew, only a login renews the token
                                .sessionAuthenticationStrategy(
                                        new NullAuthenticatedSessionStrategy())
                                .requireCsrfProtectionMatcher(SecurityConfiguration::byCookie))
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /// A change that nothing but a cookie authenticates could come from any page. A login takes no
    /// rights from a cookie, and its JSON cannot be sent from another site.
    private static boolean byCookie(HttpServletRequest request) {
        boolean login =
                request.getMethod().equals("POST") && request.getRequestURI().equals(SESSION);
        return !READING.contains(request.getMethod())
                && !login
                && request.getHeader(HttpHeaders.AUTHORIZATION) == null
                && SessionCookie.in(request).isPresent();
    }

    private static void routes(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    route) {
        route.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
        route.requestMatchers("/api/v1/openapi", "/api/v1/openapi.yaml").permitAll();
        route.requestMatchers(HttpMethod.POST, SESSION).permitAll();
        route.requestMatchers(HttpMethod.GET, SESSION).permitAll();
        route.requestMatchers(SESSION).authenticated();
        route.requestMatchers("/api/v1/tokens/**", "/api/v1/users/**").hasAuthority(ADMIN);
        route.requestMatchers("/api/v1/enrollment-tokens/**").hasAuthority(ADMIN);
        route.requestMatchers("/api/v1/audit/**").hasAuthority(ADMIN);
        route.requestMatchers("/api/v1/notification-*/**").hasAuthority(ADMIN);
        route.requestMatchers(HttpMethod.GET, "/api/v1/**").hasAuthority(READ);
        route.requestMatchers(HttpMethod.POST, "/api/v1/operations/**").hasAuthority(OPERATE);
        route.requestMatchers(HttpMethod.POST, "/api/v1/plans", "/api/v1/bulks/**")
                .hasAuthority(OPERATE);
        route.requestMatchers(HttpMethod.POST, "/api/v1/enrollments/*/*").hasAuthority(APPROVE);
        route.requestMatchers(HttpMethod.PATCH, "/api/v1/nodes/*").hasAuthority(OPERATE);
        route.requestMatchers(HttpMethod.PUT, DESIRED).hasAuthority(OPERATE);
        route.requestMatchers(HttpMethod.DELETE, DESIRED).hasAuthority(OPERATE);
        route.requestMatchers("/api/v1/profiles/*").hasAuthority(OPERATE);
        route.requestMatchers("/api/v1/nodes/*/maintenance").hasAuthority(OPERATE);
        route.requestMatchers("/api/v1/findings/*/acknowledgement").hasAuthority(OPERATE);
        route.requestMatchers("/api/v1/mutes", "/api/v1/mutes/*").hasAuthority(OPERATE);
        route.requestMatchers("/api/**").hasAuthority(ADMIN);
        route.requestMatchers("/actuator/health/**", "/actuator/health").permitAll();
        route.requestMatchers(SCRAPE).hasAuthority(METRICS);
        route.requestMatchers("/actuator/**").hasAuthority(ADMIN);
        // the pages' shell and assets; data never
        route.requestMatchers(HttpMethod.GET, "/**").permitAll();
        route.requestMatchers(HttpMethod.HEAD, "/**").permitAll();
        route.anyRequest().hasAuthority(ADMIN);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .contentTypeOptions(Customizer.withDefaults());
    }

    @Bean
    CsrfTokenRepository csrfTokens(SessionCookie cookie) {
        return cookie.csrfTokens();
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }
}
